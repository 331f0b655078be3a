package org.tombola.engine;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.tombola.engine.spi.Backend;
import org.tombola.engine.spi.BackendProvider;

/// Finds the backends on the class or module path, ranks them, and says why one cannot be used.
public final class Backends {
  /// The name that means "the best one available".
  public static final String AUTO = "auto";

  private static final ScopedValue<Backend> BOUND = ScopedValue.newInstance();

  private Backends() {}

  /// What was found: a provider's name and rank, why it is unavailable (empty if it is not), and
  /// what it chooses here by itself.
  public record Candidate(
      String name, int rank, Optional<String> unavailableBecause, List<String> rules) {
    public Candidate {
      rules = List.copyOf(rules);
    }

    private static Candidate of(BackendProvider provider) {
      var missing = provider.unavailableBecause();
      List<String> rules = missing.isEmpty() ? provider.rules() : List.of();
      return new Candidate(provider.name(), provider.rank(), missing, rules);
    }
  }

  /// Opened at first use and never closed; its threads are daemons.
  private static final class Default {
    static final Backend BACKEND = open(AUTO, 1);
  }

  /// The backend that new tensors are made on: the one bound by [#with], else the best one
  /// available with one thread.
  public static Backend current() {
    return BOUND.isBound() ? BOUND.get() : Default.BACKEND;
  }

  /// Runs `body` with `backend` as the current one, on this thread.
  public static <T> T with(Backend backend, Supplier<T> body) {
    return ScopedValue.where(BOUND, backend).call(body::get);
  }

  /// Opens a backend by name, or the best available for `auto`. A name may choose how it computes,
  /// see [BackendName].
  ///
  /// @param threads threads to compute with, the caller's among them
  /// @throws BackendUnavailable if there is none of that name, or it cannot be used: says why
  public static Backend open(String name, int threads) {
    if (threads < 1) {
      throw new EngineException("threads: " + threads + " is below 1");
    }
    return open(providers(), name, threads);
  }

  static Backend open(List<BackendProvider> providers, String name, int threads) {
    BackendName asked = BackendName.parse(name);
    BackendProvider provider =
        asked.provider().equals(AUTO) ? best(providers) : named(providers, asked.provider());
    asked.check(provider);
    return provider.open(threads, asked.choices());
  }

  private static BackendProvider best(List<BackendProvider> providers) {
    return providers.stream()
        .filter(p -> p.unavailableBecause().isEmpty())
        .findFirst()
        .orElseThrow(
            () -> new BackendUnavailable("no backend is available\n" + explain(providers)));
  }

  private static BackendProvider named(List<BackendProvider> providers, String name) {
    BackendProvider provider =
        providers.stream()
            .filter(p -> p.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new BackendUnavailable(
                        "no backend is called '" + name + "'; there are " + names(providers)));
    provider
        .unavailableBecause()
        .ifPresent(
            reason -> {
              throw new BackendUnavailable("backend '" + name + "' is unavailable: " + reason);
            });
    return provider;
  }

  /// The names of all providers found, best first; asks none whether it is available.
  public static List<String> names() {
    return providers().stream().map(BackendProvider::name).toList();
  }

  /// All providers found, best first, each with what it finds on this machine, which may take a
  /// while.
  public static List<Candidate> candidates() {
    return candidates(providers());
  }

  private static List<Candidate> candidates(List<BackendProvider> providers) {
    return providers.stream().map(Candidate::of).toList();
  }

  /// A table for a person: name, rank, available or why not.
  public static String explain() {
    return explain(providers());
  }

  static String explain(List<BackendProvider> providers) {
    return candidates(providers).stream()
        .map(
            c ->
                String.format(
                    "%-10s rank %2d  %s", c.name(), c.rank(), c.unavailableBecause().orElse("ok")))
        .collect(Collectors.joining("\n"));
  }

  private static List<BackendProvider> providers() {
    var found = ServiceLoader.load(BackendProvider.class, Backends.class.getClassLoader());
    return StreamSupport.stream(found.spliterator(), false)
        .sorted(Comparator.comparingInt(BackendProvider::rank).reversed())
        .toList();
  }

  private static String names(List<BackendProvider> providers) {
    return AUTO
        + ", "
        + providers.stream().map(BackendProvider::name).collect(Collectors.joining(", "));
  }
}
