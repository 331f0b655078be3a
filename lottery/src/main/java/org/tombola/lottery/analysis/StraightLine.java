package org.tombola.lottery.analysis;

import java.util.List;
import java.util.stream.DoubleStream;

/// The straight line with the least squares through some points.
///
/// @param slope NaN if it has none
/// @param fit the share of the values' variance that the line explains, 0 to 1
record StraightLine(double slope, double fit) {
  /// @param ys as many
  static StraightLine through(List<Double> xs, List<Double> ys) {
    double x = mean(xs);
    double y = mean(ys);
    double xx = 0;
    double xy = 0;
    double yy = 0;
    for (int i = 0; i < xs.size(); i++) {
      xx += (xs.get(i) - x) * (xs.get(i) - x);
      xy += (xs.get(i) - x) * (ys.get(i) - y);
      yy += (ys.get(i) - y) * (ys.get(i) - y);
    }
    return new StraightLine(xy / xx, xy * xy / xx / yy);
  }

  /// Pearson's correlation of as many numbers with others, −1 to 1.
  static double correlation(double[] xs, double[] ys) {
    var line = through(DoubleStream.of(xs).boxed().toList(), DoubleStream.of(ys).boxed().toList());
    return Math.copySign(Math.sqrt(Math.max(0, line.fit())), line.slope());
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(v -> v).average().orElse(Double.NaN);
  }
}
