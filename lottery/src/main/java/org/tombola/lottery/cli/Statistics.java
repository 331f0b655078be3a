package org.tombola.lottery.cli;

import org.tombola.nn.Entry;
import org.tombola.nn.NamedCount;
import org.tombola.nn.NamedMask;
import org.tombola.nn.NamedTensor;

/// What the numbers of a tensor are like. NaN and infinities are counted and enter nothing else; in
/// a mask, true is 1.
///
/// @param squares the sum of squares: the L2 norm is its root
/// @param min of the finite numbers; +∞ if there is none
/// @param max of the finite numbers; −∞ if there is none
/// @param zeros exact ones, of either sign
record Statistics(
    long count, double squares, double min, double max, long zeros, long nan, long infinite) {
  static final Statistics NONE =
      new Statistics(0, 0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0, 0, 0);

  static Statistics of(Entry entry) {
    return switch (entry) {
      case NamedTensor tensor -> over(tensor.shape().size(), tensor::at);
      case NamedMask mask -> over(mask.shape().size(), i -> mask.keeps(i) ? 1 : 0);
      case NamedCount count -> over(1, _ -> count.value());
    };
  }

  /// Of the numbers of both.
  Statistics and(Statistics other) {
    return new Statistics(
        count + other.count,
        squares + other.squares,
        Math.min(min, other.min),
        Math.max(max, other.max),
        zeros + other.zeros,
        nan + other.nan,
        infinite + other.infinite);
  }

  double norm() {
    return Math.sqrt(squares);
  }

  /// The share of numbers that are not zero.
  double density() {
    return count == 0 ? 0 : (double) (count - zeros) / count;
  }

  boolean isFinite() {
    return nan + infinite == 0;
  }

  @FunctionalInterface
  private interface Numbers {
    double at(int index);
  }

  private static Statistics over(int count, Numbers numbers) {
    double squares = 0;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    long zeros = 0;
    long nan = 0;
    long infinite = 0;
    for (int i = 0; i < count; i++) {
      double value = numbers.at(i);
      if (Double.isFinite(value)) {
        squares += value * value;
        min = Math.min(min, value);
        max = Math.max(max, value);
        zeros += value == 0 ? 1 : 0;
      } else if (Double.isNaN(value)) {
        nan++;
      } else {
        infinite++;
      }
    }
    return new Statistics(count, squares, min, max, zeros, nan, infinite);
  }
}
