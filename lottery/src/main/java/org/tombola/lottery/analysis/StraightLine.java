package org.tombola.lottery.analysis;

import java.util.List;

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

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(v -> v).average().orElse(Double.NaN);
  }
}
