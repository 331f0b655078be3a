package org.tombola.lottery.prune;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tombola.datasets.Examples;
import org.tombola.engine.RandomStream;
import org.tombola.nn.Module;
import org.tombola.nn.Units;
import org.tombola.nn.Weights;

/// How well some units of a layer, each with a share, stand for all of them (Ye, Wu and Liu 2020,
/// "Greedy optimization provably wins the lottery": local imitation).
///
/// What a linear layer gets from N units is the mean `f = 1/N · Σ φᵢ` of `φᵢ(x) = N · W₌ᵢ · σᵢ(x)`,
/// with `σᵢ` what unit i lets through and `W₌ᵢ` the column that reads it. Shares w that add up to 1
/// give `Σ wᵢφᵢ` instead, and the imitation loss is `E‖Σ wᵢφᵢ − f‖² = wᵀHw`, where `Hᵢⱼ` is the
/// mean of `⟨φᵢ − f, φⱼ − f⟩` over examples. So everything is exact algebra on H, whatever the
/// number of examples. Losses are given over `E‖f‖²`.
public final class Imitation {
  private final double[][] h; // (units, units)
  private final double whole; // E‖f‖²

  /// Of units that are known by their products alone.
  ///
  /// @param gram the means of `⟨φᵢ, φⱼ⟩`: symmetric
  public Imitation(double[][] gram) {
    int n = gram.length;
    double[] mean = new double[n]; // ⟨φᵢ, f⟩
    double all = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        mean[i] += gram[i][j] / n;
      }
      all += mean[i] / n;
    }
    this.whole = all;
    this.h = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        h[i][j] = gram[i][j] - mean[i] - mean[j] + all;
      }
    }
  }

  /// Of some units of a network.
  ///
  /// @param units of a kind that [Units#betweenLinear] gives
  /// @param some indices of units; their number is N
  /// @param examples over which the mean is
  public static Imitation of(
      Module network, Weights weights, Units units, List<Integer> some, Examples examples) {
    return new Imitation(UnitProducts.of(network, weights, units, some, examples));
  }

  /// The loss after each of some steps, each of which gives the unit that helps most one share
  /// more: after n steps the shares are multiples of 1/n, and a unit may have several.
  public double[] fixedStep(int steps) {
    var shares = new EqualShares(h);
    double[] losses = new double[steps];
    for (int n = 0; n < steps; n++) {
      shares.add(shares.best(false).orElseThrow());
      losses[n] = shares.loss() / whole;
    }
    return losses;
  }

  /// The mean loss of shares drawn with replacement, after each of some draws.
  ///
  /// @param repeats over so many sequences
  public double[] random(int steps, int repeats, RandomStream random) {
    double[] losses = new double[steps];
    for (int r = 0; r < repeats; r++) {
      var shares = new EqualShares(h);
      for (int n = 0; n < steps; n++) {
        shares.add(random.below((long) r * steps + n, h.length));
        losses[n] += shares.loss() / whole / repeats;
      }
    }
    return losses;
  }

  /// The loss after each of some steps `w ← (1 − γ)w + γeᵢ`, with the unit and the γ that help
  /// most: γ is at most 1, and as far below 0 as leaves no share negative.
  public double[] lineSearch(int steps) {
    double[] losses = LineSearch.losses(h, steps);
    Arrays.setAll(losses, n -> losses[n] / whole);
    return losses;
  }

  /// Units in the order in which each helps most, with equal shares and none twice.
  ///
  /// @param count how many; no more than there are
  List<Integer> order(int count) {
    var shares = new EqualShares(h);
    var order = new ArrayList<Integer>();
    while (order.size() < count) {
      int next = shares.best(true).orElseThrow();
      shares.add(next);
      order.add(next);
    }
    return order;
  }
}
