package org.tombola.lottery.cli;

import java.util.Arrays;

/// Times pieces of work in turn, so that what slows a machine down for a while slows down all of
/// them.
final class Turns {
  private static final int ROUNDS = 5;

  private static final int MOST_TIMES = 1 << 20;

  private Turns() {}

  /// Something to be timed.
  ///
  /// @param work may go on behind the caller's back
  /// @param finish waits for it
  record Timed(Runnable work, Runnable finish) {
    /// Seconds that so many take.
    double seconds(int times) {
      long began = System.nanoTime();
      for (int i = 0; i < times; i++) {
        work.run();
      }
      finish.run();
      return 1e-9 * (System.nanoTime() - began);
    }

    /// How many take half of `seconds` or a little more.
    int times(double seconds) {
      seconds(1); // kernels are compiled at their first use
      int times = 1;
      while (true) {
        double took = seconds(times);
        if (took >= seconds / 2 || times >= MOST_TIMES) {
          return times;
        }
        times = (int) Math.min(MOST_TIMES, Math.max(2L * times, (long) (times * seconds / took)));
      }
    }
  }

  /// Seconds of each, once: the median of five rounds.
  ///
  /// @param seconds that a round of each takes, about
  static double[] medians(double seconds, Timed... all) {
    int[] times = new int[all.length];
    for (int i = 0; i < all.length; i++) {
      times[i] = all[i].times(seconds);
      all[i].seconds(times[i]); // a device may make a graph of what it sees a second time
    }
    double[][] took = new double[all.length][ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < all.length; i++) {
        took[i][round] = all[i].seconds(times[i]) / times[i];
      }
    }
    return Arrays.stream(took).mapToDouble(Turns::median).toArray();
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
