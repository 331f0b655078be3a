package org.tombola.kernels.cpu;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import jdk.incubator.vector.VectorShape;
import org.jspecify.annotations.Nullable;
import org.tombola.engine.BackendUnavailable;
import org.tombola.engine.spi.Backend;
import org.tombola.engine.spi.BackendProvider;

/// Offers the CPU backend where it would be fast, and otherwise says what is missing.
///
/// Without C2 every vector operation is a call that allocates, thousands of times slower than the
/// reference backend, so "it would run" is not enough. No field or signature here names a vector
/// class: this one must load where the incubator module is absent.
public final class CpuProvider implements BackendProvider {
  private static final String MODULE = "jdk.incubator.vector";

  /// The choice of an algorithm for convolutions, see [ConvAlgorithm].
  static final String CONV = "conv";

  /// The choice of when pruned weights are skipped, see [SparseChoice].
  static final String SPARSE = "sparse";

  @Override
  public String name() {
    return "cpu";
  }

  @Override
  public int rank() {
    return 10;
  }

  @Override
  public Optional<String> unavailableBecause() {
    if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
      return Optional.of(
          "module " + MODULE + " is not loaded: start java with --add-modules " + MODULE);
    }
    return compilerProblem(
            System.getProperty("java.vm.name", ""), System.getProperty("java.vm.info", ""))
        .or(() -> widthProblem(System.getProperty(Simd.BITS_PROPERTY), Machine.vectorBits()));
  }

  @Override
  public Map<String, List<String>> choices() {
    return Map.of(CONV, List.of("auto", "direct"), SPARSE, List.of("auto", "off", "on"));
  }

  @Override
  public List<String> rules() {
    return List.of(vectors(), ConvAlgorithm.rule(), SparseChoice.rule());
  }

  private static String vectors() {
    String forced = System.getProperty(Simd.BITS_PROPERTY);
    String why =
        forced == null ? "the widest of this processor" : "as " + Simd.BITS_PROPERTY + " says";
    return "vectors of " + (forced == null ? Machine.vectorBits() : forced) + " bits, " + why;
  }

  @Override
  public Backend open(int threads, Map<String, String> choices) {
    Optional<String> reason = unavailableBecause();
    if (reason.isPresent()) {
      throw new BackendUnavailable("backend cpu: " + reason.get());
    }
    return new CpuBackend(
        threads,
        ConvAlgorithm.valueOf(choice(choices, CONV)),
        SparseChoice.valueOf(choice(choices, SPARSE)));
  }

  /// The name of a constant, `AUTO` by default.
  private static String choice(Map<String, String> choices, String key) {
    return choices.getOrDefault(key, "auto").toUpperCase(Locale.ROOT);
  }

  /// A constant as a person writes it.
  static String nameOf(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /// HotSpot calls itself a server VM, and says in its info when C2 is switched off.
  static Optional<String> compilerProblem(String vmName, String vmInfo) {
    if (!vmName.contains("Server VM")) {
      return Optional.of(
          "this Java runs on \"" + vmName + "\", not on HotSpot with C2: use an OpenJDK build");
    }
    if (vmInfo.contains("interpreted") || vmInfo.contains("emulated-client")) {
      return Optional.of(
          "C2 is switched off ("
              + vmInfo
              + "): start java without -Xint and -XX:TieredStopAtLevel");
    }
    return Optional.empty();
  }

  /// @param forced the value of `org.tombola.vectorBits`, null if unset
  static Optional<String> widthProblem(@Nullable String forced, int preferredBits) {
    if (preferredBits < 128) {
      return Optional.of("this CPU's vectors have " + preferredBits + " bits, at least 128 needed");
    }
    return switch (forced) {
      case null -> Optional.empty();
      case "128", "256", "512" ->
          Integer.parseInt(forced) <= preferredBits
              ? Optional.empty()
              : Optional.of(
                  Simd.BITS_PROPERTY
                      + " is "
                      + forced
                      + " but this CPU has vectors of "
                      + preferredBits
                      + " bits: use a smaller value or none");
      default ->
          Optional.of(Simd.BITS_PROPERTY + " is \"" + forced + "\": use 128, 256 or 512, or none");
    };
  }

  /// Apart from [Simd], which cannot load with a width that is not possible, and from the provider,
  /// which must load without the module.
  private static final class Machine {
    /// Bits of the widest vector this machine computes with at full speed.
    static int vectorBits() {
      return VectorShape.preferredShape().vectorBitSize();
    }
  }
}
