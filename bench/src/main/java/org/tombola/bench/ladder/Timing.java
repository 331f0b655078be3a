package org.tombola.bench.ladder;

import java.util.Arrays;

/// Seconds of one call.
///
/// @param median of the rounds, each round's figure being the median of its calls
/// @param fastest round
/// @param slowest round
/// @param best call of all: what the work takes when nobody disturbs it, for others only ever add
///   time
public record Timing(double median, double fastest, double slowest, double best) {
  /// Of one of `count` equal parts of the work.
  public Timing part(int count) {
    return new Timing(median / count, fastest / count, slowest / count, best / count);
  }

  static Timing of(double[] rounds, double best) {
    double[] sorted = rounds.clone();
    Arrays.sort(sorted);
    return new Timing(median(sorted), sorted[0], sorted[sorted.length - 1], best);
  }

  static double median(double[] sorted) {
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
