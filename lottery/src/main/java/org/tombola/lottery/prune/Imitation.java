package org.tombola.lottery.prune;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.tombola.datasets.Examples;
import org.tombola.engine.RandomStream;
import org.tombola.engine.Shape;
import org.tombola.engine.Tensor;
import org.tombola.engine.Workspace;
import org.tombola.nn.Activations;
import org.tombola.nn.Module;
import org.tombola.nn.NamedTensor;
import org.tombola.nn.Names;
import org.tombola.nn.Phase;
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
  private static final int BATCH = 256;

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
    weights.into(network);
    double[][] gram = moments(network, Names.parent(units.from()), some, examples);
    NamedTensor reads = weights.get(units.to());
    int inputs = reads.shape().dim(1);
    double square = (double) some.size() * some.size();
    for (int i = 0; i < gram.length; i++) {
      for (int j = 0; j <= i; j++) {
        double product = 0;
        for (int o = 0; o < reads.shape().dim(0); o++) {
          product +=
              (double) reads.at(o * inputs + some.get(i)) * reads.at(o * inputs + some.get(j));
        }
        gram[i][j] *= square * product;
        gram[j][i] = gram[i][j];
      }
    }
    return new Imitation(gram);
  }

  /// The means of `σᵢσⱼ`; the part where j ≤ i.
  private static double[][] moments(
      Module network, String layer, Collection<Integer> some, Examples examples) {
    int[] units = some.stream().mapToInt(i -> i).toArray();
    double[][] sums = new double[units.length][units.length];
    var image = examples.shape();
    var workspace =
        new Workspace(network.parameters().findFirst().orElseThrow().tensor().backend());
    for (int from = 0; from < examples.size(); from += BATCH) {
      int count = Math.min(BATCH, examples.size() - from);
      float[] x = examples.pictures(from, count);
      Shape shape = Shape.of(count, image.channels(), image.height(), image.width());
      workspace.step(
          () ->
              Activations.watched(
                  (name, out) -> {
                    if (name.equals(layer)) {
                      add(out.toArray(), count, units, sums, 1.0 / examples.size());
                    }
                  },
                  () -> network.forward(Tensor.batch(shape, x), Phase.EVAL).shape()));
    }
    return sums;
  }

  private static void add(float[] out, int count, int[] units, double[][] sums, double share) {
    int all = out.length / count;
    for (int n = 0; n < count; n++) {
      for (int i = 0; i < units.length; i++) {
        double active = share * out[n * all + units[i]];
        if (active != 0) {
          for (int j = 0; j <= i; j++) {
            sums[i][j] += active * out[n * all + units[j]];
          }
        }
      }
    }
  }

  /// The loss after each of some steps, each of which gives the unit that helps most one share
  /// more: after n steps the shares are multiples of 1/n, and a unit may have several.
  public double[] fixedStep(int steps) {
    var shares = new Shares();
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
      var shares = new Shares();
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
    double[] w = new double[h.length];
    double[] product = new double[h.length]; // Hw
    double[] losses = new double[steps];
    for (int n = 0; n < steps; n++) {
      double loss = dot(w, product);
      int best = -1;
      double bestStep = 0;
      double bestLoss = Double.POSITIVE_INFINITY;
      for (int i = 0; i < w.length; i++) {
        double step = n == 0 ? 1 : step(w[i], loss - product[i], curvature(loss, product, i));
        double then =
            loss - 2 * step * (loss - product[i]) + step * step * curvature(loss, product, i);
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
      losses[n] = Math.max(0, dot(w, product)) / whole;
    }
    return losses;
  }

  private double curvature(double loss, double[] product, int i) {
    return loss - 2 * product[i] + h[i][i];
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

  /// Units in the order in which each helps most, with equal shares and none twice.
  ///
  /// @param count how many; no more than there are
  List<Integer> order(int count) {
    var shares = new Shares();
    var order = new ArrayList<Integer>();
    while (order.size() < count) {
      int next = shares.best(true).orElseThrow();
      shares.add(next);
      order.add(next);
    }
    return order;
  }

  /// Some units with whole numbers of equal shares.
  private final class Shares {
    private final boolean[] taken = new boolean[h.length];
    private final double[] with = new double[h.length]; // Σ over shares a of Hᵢₐ
    private double sum; // Σ over pairs of shares of Hₐᵦ
    private int count;

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
}
