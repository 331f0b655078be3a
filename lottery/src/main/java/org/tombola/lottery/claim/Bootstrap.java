package org.tombola.lottery.claim;

import java.util.Arrays;
import org.tombola.engine.RandomStream;
import org.tombola.engine.Rng;

/// The percentile bootstrap of a mean (Efron 1979): resample the differences of the seeds with
/// replacement, [#RESAMPLES] times, and take the middle 95 % of their means.
///
/// With as few seeds as experiments of this kind have, it is narrower than an interval of nominal
/// 95 %; of two seeds it is the range of the two.
final class Bootstrap {
  static final int RESAMPLES = 10_000;
  static final double LEVEL = 0.95;

  /// Where the mean difference lies.
  record Interval(double low, double high) {}

  private Bootstrap() {}

  /// @param differences one a seed, at least one
  /// @param name of the stream of random numbers; the same name and differences, the same interval
  static Interval of(double[] differences, String name) {
    RandomStream random = new Rng(0).stream("claims/" + name);
    int n = differences.length;
    double[] means = new double[RESAMPLES];
    for (int i = 0; i < RESAMPLES; i++) {
      double sum = 0;
      for (int j = 0; j < n; j++) {
        sum += differences[random.below((long) i * n + j, n)];
      }
      means[i] = sum / n;
    }
    Arrays.sort(means);
    int cut = (int) ((1 - LEVEL) / 2 * RESAMPLES);
    return new Interval(means[cut], means[RESAMPLES - 1 - cut]);
  }
}
