package org.tombola.kernels.cpu;

import org.jspecify.annotations.Nullable;

/// When pruned weights are skipped, and the table of densities below which that pays.
///
/// A function of shape, density and the width of vectors, never of a clock. The dense kernels do
/// more a second, for they use a number more often once it is in a register; and they gain more
/// from wide vectors than sparse ones, which wait for a cache.
public enum SparseChoice {
  /// Where it pays.
  AUTO,
  /// Never.
  OFF,
  /// Wherever weights are pruned.
  ON;

  /// A mask of ones prunes nothing.
  private static final double ALMOST_ALL = Math.nextDown(1.0);

  private static final boolean WIDE = Simd.WIDTH == 16;
  private static final double LINEAR = WIDE ? 0.25 : 0.3;
  private static final double LINEAR_GRADIENT = WIDE ? 0.22 : 0.3;
  private static final double DIRECT = 0.45;
  private static final double DIRECT_GRADIENT = 0.35;

  /// Winograd's algorithm needs a quarter of the multiplications.
  private static final double WINOGRAD = WIDE ? 0.14 : 0.17;

  private static final double WINOGRAD_GRADIENT = 0.12;

  /// Input channels from which on a vector of 512 bits is awaited longer than it is used.
  private static final int MANY = 128;

  private static final double MANY_DIRECT = WIDE ? 0.17 : DIRECT;
  private static final double MANY_GRADIENT = WIDE ? 0.06 : WINOGRAD_GRADIENT;
  private static final double MANY_DIRECT_GRADIENT = WIDE ? 0.06 : DIRECT_GRADIENT;

  private static final double UPDATE = 0.2;

  /// The table in a line, for a person.
  static String rule() {
    return ("pruned weights are skipped up to a density of %s (linear), %s (direct convolution; %s"
            + " from %d channels), %s (Winograd); for their gradient %s, %s (%s), %s (%s); for"
            + " their update %s")
        .formatted(
            LINEAR,
            DIRECT,
            MANY_DIRECT,
            MANY,
            WINOGRAD,
            LINEAR_GRADIENT,
            DIRECT_GRADIENT,
            MANY_DIRECT_GRADIENT,
            WINOGRAD_GRADIENT,
            MANY_GRADIENT,
            UPDATE);
  }

  /// The pattern of `w` if a product with it, or its gradient, is better sparse.
  ///
  /// @param floats length of the array that the weights meet; none is skipped if the sparse tiles
  ///   do not reach its end
  @Nullable Pattern linear(CpuStorage w, int floats, boolean gradient) {
    return SparseTile.reaches(floats) ? below(w, gradient ? LINEAR_GRADIENT : LINEAR) : null;
  }

  /// The same for a convolution, which otherwise is Winograd's or direct.
  @Nullable Pattern convolution(CpuStorage w, int floats, boolean winograd, boolean gradient) {
    if (!SparseTile.reaches(floats)) {
      return null;
    }
    boolean many = w.shape().dim(1) >= MANY;
    if (gradient) {
      double direct = many ? MANY_DIRECT_GRADIENT : DIRECT_GRADIENT;
      Pattern few = below(w, winograd ? (many ? MANY_GRADIENT : WINOGRAD_GRADIENT) : direct);
      return few != null && SparseTile.reaches(SparseGradient.floats(few.kept())) ? few : null;
    }
    return below(w, winograd ? WINOGRAD : many ? MANY_DIRECT : DIRECT);
  }

  /// The pattern of `w` if an optimiser had better update only what is left.
  @Nullable Pattern update(CpuStorage w) {
    return below(w, UPDATE);
  }

  private @Nullable Pattern below(CpuStorage w, double density) {
    Pattern pattern = w.pattern();
    if (pattern == null || this == OFF) {
      return null;
    }
    return pattern.density() <= (this == ON ? ALMOST_ALL : density) ? pattern : null;
  }
}
