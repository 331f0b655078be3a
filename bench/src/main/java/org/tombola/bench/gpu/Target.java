package org.tombola.bench.gpu;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.function.Supplier;
import org.tombola.engine.BackendName;
import org.tombola.engine.BackendUnavailable;
import org.tombola.engine.Backends;
import org.tombola.engine.spi.Backend;
import org.tombola.engine.spi.BackendProvider;
import org.tombola.kernels.cuda.KernelTimer;

/// What is measured: a GPU, or in tests what stands for it.
///
/// @param backends opens a backend by its name, `cuda:precision=tf32`
/// @param timer opens the device for single kernels
/// @param choices that the backend offers, each with its values, the default first
public record Target(
    Function<String, Backend> backends,
    Supplier<KernelTimer> timer,
    Map<String, List<String>> choices) {
  private static final String CUDA = "cuda";
  private static final String PRECISION = "precision";
  private static final String GEMM = "gemm";
  private static final String CUBLAS = "cublas";

  /// The GPU of this machine.
  ///
  /// @throws BackendUnavailable with the provider's reason if it cannot be used
  public static Target ofThisMachine() {
    BackendProvider provider =
        ServiceLoader.load(BackendProvider.class, Backends.class.getClassLoader()).stream()
            .map(ServiceLoader.Provider::get)
            .filter(found -> found.name().equals(CUDA))
            .findFirst()
            .orElseThrow(() -> new BackendUnavailable("there is no backend 'cuda'"));
    provider
        .unavailableBecause()
        .ifPresent(
            reason -> {
              throw new BackendUnavailable(reason);
            });
    return new Target(
        name -> Backends.open(name, 1), KernelTimer::ofThisMachine, provider.choices());
  }

  /// The backend's name with each precision that it offers, the default first, as `cuda` alone.
  public List<String> precisions() {
    List<String> values = choices.getOrDefault(PRECISION, List.of());
    BackendName plain = new BackendName(CUDA, Map.of());
    return values.isEmpty()
        ? List.of(CUDA)
        : values.stream()
            .map(value -> value.equals(values.getFirst()) ? plain : plain.with(of(value)))
            .map(BackendName::toString)
            .toList();
  }

  private static Map<String, String> of(String precision) {
    return Map.of(PRECISION, precision);
  }

  /// The same backend with products by cuBLAS, if that is offered.
  public Optional<String> withCublas(String name) {
    return choices.getOrDefault(GEMM, List.of()).contains(CUBLAS)
        ? Optional.of(BackendName.parse(name).with(Map.of(GEMM, CUBLAS)).toString())
        : Optional.empty();
  }
}
