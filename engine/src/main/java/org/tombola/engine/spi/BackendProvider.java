package org.tombola.engine.spi;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How a device introduces itself; found by [java.util.ServiceLoader], ranked, and able to say why
/// it cannot be used. Constructing a provider must not touch the device.
public interface BackendProvider {
  /// Short and lower case; what `--backend` takes.
  String name();

  /// The available provider with the highest rank is the default. The reference backend has 0.
  int rank();

  /// Empty if [#open] will work; otherwise one line that says what is missing and what would help.
  Optional<String> unavailableBecause();

  /// What may be chosen of how this backend computes, never what: each choice's values, the default
  /// first.
  default Map<String, List<String>> choices() {
    return Map.of();
  }

  /// What this backend chooses by itself here and by which rule, a line each; only where
  /// [#unavailableBecause] is empty.
  default List<String> rules() {
    return List.of();
  }

  /// A new backend that computes with `threads` threads, the caller's among them (at least 1).
  ///
  /// @param choices some of [#choices], each with one of its values
  /// @throws org.tombola.engine.BackendUnavailable if [#unavailableBecause] has a reason
  Backend open(int threads, Map<String, String> choices);

  /// [#open] with every choice at its default.
  default Backend open(int threads) {
    return open(threads, Map.of());
  }
}
