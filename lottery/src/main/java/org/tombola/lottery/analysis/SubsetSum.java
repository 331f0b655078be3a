package org.tombola.lottery.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tombola.engine.RandomStream;
import org.tombola.engine.Rng;
import org.tombola.nn.NamedMask;
import org.tombola.nn.NamedTensor;

/// Why pruning alone can be enough: a weight of a network is nearly the sum of some of n random
/// numbers, each the product of two weights of a twice as deep random network, and the error falls
/// exponentially with n (Malach et al. 2020; Pensia et al. 2020 and Orseau et al. 2020, by subset
/// sums).
///
/// Up to 100 of the network's weights, evenly spaced, are divided by the largest of all. For each
/// the products of pairs from U(−1, 1) are drawn, and the best of all their subsets is found.
record SubsetSum() implements Analysis {
  private static final int WEIGHTS = 100;
  private static final int PRODUCTS = 16;

  @Override
  public Question question() {
    return Question.of(
        "subset-sum",
        "error of weights as the best subset sum of n random products, for n up to 16");
  }

  @Override
  public List<Finding> findings(List<Subject> subjects, Instruments instruments) {
    double[] weights = some(subjects.getFirst());
    double[][] errors = new double[PRODUCTS][weights.length];
    for (int w = 0; w < weights.length; w++) {
      double[] best = errors(weights[w], products(w));
      for (int n = 0; n < PRODUCTS; n++) {
        errors[n][w] = best[n];
      }
    }
    var findings = new ArrayList<Finding>();
    for (int n = 0; n < PRODUCTS; n++) {
      double log = StrictMath.log10(Math.max(median(errors[n]), Double.MIN_NORMAL));
      findings.add(new Finding("log10-median-error", n + 1, log));
    }
    double slope =
        StraightLine.through(
                findings.stream().map(Finding::x).toList(),
                findings.stream().map(Finding::value).toList())
            .slope();
    findings.add(Finding.of("decades-per-product", slope));
    return findings;
  }

  private static double[] products(int weight) {
    RandomStream random = new Rng(0).stream("subset-sum/" + weight);
    double[] products = new double[PRODUCTS];
    Arrays.setAll(
        products, i -> (2 * random.uniform(2L * i) - 1) * (2 * random.uniform(2L * i + 1) - 1));
    return products;
  }

  /// The distance of the nearest subset sum of the first products, for one, two and so on of them;
  /// the empty sum counts.
  static double[] errors(double weight, double[] products) {
    double[] sums = new double[1 << products.length];
    double[] errors = new double[products.length];
    double best = Math.abs(weight);
    for (int n = 0; n < products.length; n++) {
      int known = 1 << n;
      for (int i = 0; i < known; i++) {
        sums[known + i] = sums[i] + products[n];
        best = Math.min(best, Math.abs(weight - sums[known + i]));
      }
      errors[n] = best;
    }
    return errors;
  }

  /// Weights that stay, evenly spaced over the network, over the largest.
  private static double[] some(Subject subject) {
    var all = new ArrayList<Double>();
    double largest = Double.MIN_NORMAL;
    for (NamedMask layer : subject.mask().layers()) {
      NamedTensor values = subject.weights().get(layer.name());
      for (int i = 0; i < layer.shape().size(); i++) {
        if (layer.keeps(i)) {
          all.add((double) values.at(i));
          largest = Math.max(largest, Math.abs(values.at(i)));
        }
      }
    }
    double[] some = new double[Math.min(WEIGHTS, all.size())];
    for (int i = 0; i < some.length; i++) {
      some[i] = all.get((int) ((long) i * all.size() / some.length)) / largest;
    }
    return some;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }
}
