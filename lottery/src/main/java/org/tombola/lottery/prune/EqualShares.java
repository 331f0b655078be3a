package org.tombola.lottery.prune;

import java.util.Optional;

/// Some units with whole numbers of equal shares, chosen one after another.
final class EqualShares {
  private final double[][] h;
  private final boolean[] taken;
  private final double[] with; // Σ over shares a of Hᵢₐ
  private double sum; // Σ over pairs of shares of Hₐᵦ
  private int count;

  /// None.
  ///
  /// @param h symmetric: `wᵀHw` is the loss of shares w
  EqualShares(double[][] h) {
    this.h = h;
    this.taken = new boolean[h.length];
    this.with = new double[h.length];
  }

  /// The unit whose share more makes the loss least, of equals the first.
  Optional<Integer> best(boolean notTaken) {
    int best = -1;
    for (int i = 0; i < taken.length; i++) {
      boolean may = !(notTaken && taken[i]);
      if (may && (best < 0 || more(i) < more(best))) {
        best = i;
      }
    }
    return best < 0 ? Optional.empty() : Optional.of(best);
  }

  private double more(int i) {
    return 2 * with[i] + h[i][i];
  }

  void add(int unit) {
    sum += more(unit);
    count++;
    taken[unit] = true;
    for (int i = 0; i < with.length; i++) {
      with[i] += h[i][unit];
    }
  }

  double loss() {
    return Math.max(0, sum) / count / count;
  }
}
