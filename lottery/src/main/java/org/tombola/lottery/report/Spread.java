package org.tombola.lottery.report;

import java.util.Collection;
import java.util.Optional;

/// A quantity over the seeds of one point: mean, smallest, largest, and how many seeds there were.
///
/// Frankle and Carbin draw the mean with bars from the smallest to the largest value, not a
/// standard deviation: with three or five seeds the extremes are the more honest description.
record Spread(double mean, double min, double max, int count) {

  /// Empty when no value is a number.
  static Optional<Spread> of(Collection<Double> values) {
    var known = values.stream().filter(Double::isFinite).mapToDouble(d -> d).summaryStatistics();
    if (known.getCount() == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Spread(known.getAverage(), known.getMin(), known.getMax(), (int) known.getCount()));
  }

  /// The same spread in another unit.
  Spread times(double factor) {
    return new Spread(mean * factor, min * factor, max * factor, count);
  }
}
