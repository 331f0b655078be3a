package org.tombola.bench.gpu;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.tombola.bench.kernels.Work;
import org.tombola.bench.ladder.Rounds;
import org.tombola.bench.ladder.Timing;
import org.tombola.kernels.cuda.KernelTimer;

/// What the device was seen to do at most in this run; the fastest of all calls counts.
///
/// Arrays that fit the device's cache are copied within it, as a verb that is repeated on such
/// operands works within it, so there is a limit for each size.
///
/// @param answer seconds between asking for a number and having it, if nothing is to be done
/// @param launchAlone seconds of an empty kernel that is launched and waited for
/// @param launchNext seconds of one of many empty kernels launched one by one
/// @param launchInGraph seconds of one of many empty kernels in a graph
/// @param peak multiply-adds in registers, float32, in flop/s
/// @param copies bytes a second, read and written counted, by the floats that are copied
public record Limits(
    double answer,
    double launchAlone,
    double launchNext,
    double launchInGraph,
    double peak,
    NavigableMap<Integer, Double> copies) {
  /// Before anything is measured.
  public static final Limits NONE = new Limits(0, 0, 0, 0, 0, new TreeMap<>());

  /// Empty kernels in a row.
  private static final int LAUNCHES = 1000;

  /// Measures them.
  ///
  /// @param lane any, for what an answer costs
  /// @param copies floats of each copy, multiples of four, ascending
  /// @param steps of the multiply-adds
  public static Limits measure(
      KernelTimer timer,
      Lane lane,
      Rounds rounds,
      Repeats repeats,
      List<Integer> copies,
      int steps) {
    KernelTimer.Call nothing = timer.nothing();
    List<Timing> waits =
        rounds.time(
            List.of(
                lane::finish,
                () -> {
                  timer.launch(nothing);
                  timer.await();
                }));
    List<Timing> launches = rounds.clocked(List.of(() -> timer.nanos(nothing, LAUNCHES) * 1e-9));
    int most = copies.getLast();
    long from = timer.allocate(most);
    long to = timer.allocate(most);
    List<KernelTimer.Call> calls = new ArrayList<>();
    calls.add(nothing);
    calls.add(timer.multiplyAdds(steps, timer.allocate(timer.threads())));
    copies.forEach(floats -> calls.add(timer.copy(from, to, floats)));
    List<Timing> timings = new Clock(timer, rounds, repeats).time(calls);
    NavigableMap<Integer, Double> rates = new TreeMap<>();
    for (int i = 0; i < copies.size(); i++) {
      int floats = copies.get(i);
      rates.put(floats, 2.0 * Float.BYTES * floats / timings.get(i + 2).best());
    }
    return new Limits(
        waits.getFirst().best(),
        waits.getLast().best(),
        launches.getFirst().best() / LAUNCHES,
        timings.get(0).best(),
        timer.flops(steps) / timings.get(1).best(),
        rates);
  }

  /// Of the copy that moves nearest to as many bytes, in bytes a second.
  ///
  /// @throws IllegalStateException if nothing was measured
  public double copy(Work work) {
    double floats = work.bytes() / 2 / Float.BYTES;
    Map.Entry<Integer, Double> below = copies.floorEntry((int) floats);
    Map.Entry<Integer, Double> above = copies.ceilingEntry((int) Math.ceil(floats));
    if (below == null) {
      if (above == null) {
        throw new IllegalStateException("no copy was measured");
      }
      return above.getValue();
    }
    if (above == null) {
      return below.getValue();
    }
    return (floats / below.getKey() < above.getKey() / floats ? below : above).getValue();
  }
}
