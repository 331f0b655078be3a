package org.tombola.lottery.prune;

/// Shares of units by the steps `w ← (1 − γ)w + γeᵢ`, always with the unit and the γ that make
/// `wᵀHw` least: γ is at most 1, and as far below 0 as leaves no share negative (Ye, Wu and Liu
/// 2020, "Greedy optimization provably wins the lottery": Frank and Wolfe's algorithm).
final class LineSearch {
  private LineSearch() {}

  /// `wᵀHw` after each of some steps.
  ///
  /// @param h symmetric, none of whose eigenvalues is negative
  static double[] losses(double[][] h, int steps) {
    double[] w = new double[h.length];
    double[] product = new double[h.length]; // Hw
    double[] losses = new double[steps];
    for (int n = 0; n < steps; n++) {
      double loss = dot(w, product);
      int best = -1;
      double bestStep = 0;
      double bestLoss = Double.POSITIVE_INFINITY;
      for (int i = 0; i < w.length; i++) {
        double step =
            n == 0 ? 1 : step(w[i], loss - product[i], curvature(loss, product[i], h[i][i]));
        double then =
            loss
                - 2 * step * (loss - product[i])
                + step * step * curvature(loss, product[i], h[i][i]);
        if (then < bestLoss) {
          best = i;
          bestStep = step;
          bestLoss = then;
        }
      }
      for (int i = 0; i < w.length; i++) {
        w[i] = Math.max(0, w[i] * (1 - bestStep) + (i == best ? bestStep : 0));
      }
      for (int i = 0; i < w.length; i++) {
        product[i] = dot(h[i], w);
      }
      losses[n] = Math.max(0, dot(w, product));
    }
    return losses;
  }

  private static double curvature(double loss, double product, double own) {
    return loss - 2 * product + own;
  }

  private static double step(double share, double slope, double curvature) {
    if (curvature <= 0 || share >= 1) {
      return 0;
    }
    return Math.clamp(slope / curvature, -share / (1 - share), 1);
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
