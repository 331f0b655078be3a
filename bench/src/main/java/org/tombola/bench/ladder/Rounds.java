package org.tombola.bench.ladder;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;

/// Times several pieces of work against each other: everyone warms up, then everyone has a turn,
/// again and again.
///
/// A machine's speed drifts, with its temperature and with whoever else is on it. Timed one after
/// the other, two equal loops may differ by a factor of two; in turns they meet the same weather.
/// Medians forget the turns that were disturbed.
///
/// @param warmSeconds before the first round, for each; compilation happens here
/// @param turnSeconds a turn lasts at least this long, and at least one call
/// @param rounds turns for each
public record Rounds(double warmSeconds, double turnSeconds, int rounds) {
  /// One timing for each of `work`, in its order, by the clock of this machine.
  public List<Timing> time(List<Runnable> work) {
    return clocked(work.stream().map(Rounds::clock).toList());
  }

  private static DoubleSupplier clock(Runnable run) {
    return () -> {
      long start = System.nanoTime();
      run.run();
      return (System.nanoTime() - start) * 1e-9;
    };
  }

  /// One timing for each of `work`, in its order.
  ///
  /// @param work does it once, and says how many seconds that took, by whatever clock
  public List<Timing> clocked(List<DoubleSupplier> work) {
    work.forEach(run -> turn(run, warmSeconds));
    double[][] seconds = new double[work.size()][rounds];
    double[] best = new double[work.size()];
    Arrays.fill(best, Double.POSITIVE_INFINITY);
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < work.size(); i++) {
        double[] calls = turn(work.get(i), turnSeconds);
        seconds[i][round] = Timing.median(calls);
        best[i] = Math.min(best[i], calls[0]);
      }
    }
    return IntStream.range(0, work.size()).mapToObj(i -> Timing.of(seconds[i], best[i])).toList();
  }

  /// Seconds of the calls that fit into `length` seconds, at least one, the fastest first.
  private static double[] turn(DoubleSupplier run, double length) {
    double[] calls = new double[16];
    int count = 0;
    double spent = 0;
    do {
      double call = run.getAsDouble();
      if (count == calls.length) {
        calls = Arrays.copyOf(calls, 2 * count);
      }
      calls[count++] = call;
      spent += call;
    } while (spent < length);
    calls = Arrays.copyOf(calls, count);
    Arrays.sort(calls);
    return calls;
  }
}
