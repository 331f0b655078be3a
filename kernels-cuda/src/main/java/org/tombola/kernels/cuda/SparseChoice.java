package org.tombola.kernels.cuda;

import java.util.Locale;

/// Whether pruned weights are skipped, and up to which density.
///
/// The densities are arithmetic, see `docs/sparse.md`: not measured on a device yet. So the default
/// is [#OFF].
enum SparseChoice {
  /// Never.
  OFF,
  /// Up to a density of 0.1; of 0.02 where dense products run on tensor cores.
  ON;

  private static final double ORDINARY_CORES = 0.1;
  private static final double TENSOR_CORES = 0.02;

  /// As a user writes it: `off` or `on`.
  String choice() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The one that a user writes so.
  static SparseChoice of(String choice) {
    return valueOf(choice.toUpperCase(Locale.ROOT));
  }

  /// The density up to which they are skipped, 0 for never.
  double threshold(Precision precision) {
    return switch (this) {
      case OFF -> 0;
      case ON -> precision == Precision.FP32 ? ORDINARY_CORES : TENSOR_CORES;
    };
  }

  /// The end of a sentence on products, empty if pruned weights are not skipped.
  String told(Precision precision) {
    return switch (this) {
      case OFF -> "";
      case ON ->
          ", in fp32 over what is left of weights of a density up to " + threshold(precision);
    };
  }
}
