package org.tombola.lottery.linear;

import java.util.Arrays;

/// The eigenvalues of `XXᵀ / n` for X of m × n independent numbers with this variance s²: as m and
/// n grow they fill the interval `s²(1 ± √(m/n))²` with a density of a known form (Marchenko and
/// Pastur 1967).
///
/// @param m rows, not more than n
/// @param n columns
/// @param variance of an entry
public record MarchenkoPastur(int m, int n, double variance) {
  private static final int INTERVALS = 2000;

  /// What the largest eigenvalue of noise stays below in 99 of 100 cases, in units of Johnstone's.
  private static final double TRACY_WIDOM_99 = 2.0234;

  /// With the variance that has the eigenvalues' median, which a few outliers do not move.
  ///
  /// @param eigenvalues m of them, in any order
  public static MarchenkoPastur fitted(double[] eigenvalues, int n) {
    double[] sorted = eigenvalues.clone();
    Arrays.sort(sorted);
    double median = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    var unit = new MarchenkoPastur(sorted.length, n, 1);
    return new MarchenkoPastur(sorted.length, n, median / unit.median());
  }

  public double lower() {
    return variance * square(1 - Math.sqrt(ratio()));
  }

  public double upper() {
    return variance * square(1 + Math.sqrt(ratio()));
  }

  /// Above it is no noise: the largest of as many random eigenvalues varies around [#upper], and is
  /// beyond this in one of 100 cases (Johnstone 2001, theorem 1.1).
  public double edge() {
    double roots = Math.sqrt(n - 1) + Math.sqrt(m);
    double width = roots * Math.cbrt(1 / Math.sqrt(n - 1) + 1 / Math.sqrt(m));
    return variance * (roots * roots + TRACY_WIDOM_99 * width) / n;
  }

  /// The share of eigenvalues below a number, 0 to 1.
  public double below(double x) {
    // With x = s²(1 + c + 2√c cos t) the density becomes 2 sin²t / (π x/s²) dt.
    double c = ratio();
    double cosine = (x / variance - 1 - c) / (2 * Math.sqrt(c));
    double from = StrictMath.acos(Math.clamp(cosine, -1, 1));
    double step = (Math.PI - from) / INTERVALS;
    double sum = 0;
    for (int i = 0; i < INTERVALS; i++) {
      double t = from + (i + 0.5) * step;
      double sine = StrictMath.sin(t);
      sum += 2 * sine * sine / (Math.PI * (1 + c + 2 * Math.sqrt(c) * StrictMath.cos(t))) * step;
    }
    return sum;
  }

  public double median() {
    double low = lower();
    double high = upper();
    for (int i = 0; i < 50; i++) {
      double middle = (low + high) / 2;
      if (below(middle) < 0.5) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private double ratio() {
    return (double) m / n;
  }

  private static double square(double x) {
    return x * x;
  }
}
