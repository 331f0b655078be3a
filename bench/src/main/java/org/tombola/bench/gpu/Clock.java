package org.tombola.bench.gpu;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.tombola.bench.ladder.Rounds;
import org.tombola.bench.ladder.Timing;
import org.tombola.kernels.cuda.KernelTimer;

/// Times single kernels in turns, by the device's clock, each repeated in a graph.
///
/// @param repeats of a kernel in its graph
record Clock(KernelTimer timer, Rounds rounds, Repeats repeats) {
  /// A timing of one call for each of `calls`, in their order.
  List<Timing> time(List<KernelTimer.Call> calls) {
    List<KernelTimer.Series> series = new ArrayList<>();
    try {
      for (KernelTimer.Call call : calls) {
        timer.nanos(call, 1); // kernels are compiled here
        series.add(timer.series(call, repeats.choose(times -> seconds(call, times))));
      }
      List<Timing> timings =
          rounds.clocked(
              series.stream().<DoubleSupplier>map(each -> () -> each.nanos() * 1e-9).toList());
      List<Timing> parts = new ArrayList<>();
      for (int i = 0; i < timings.size(); i++) {
        parts.add(timings.get(i).part(series.get(i).times()));
      }
      return parts;
    } finally {
      series.forEach(KernelTimer.Series::close);
    }
  }

  private double seconds(KernelTimer.Call call, int times) {
    return timer.nanos(call, times) * 1e-9;
  }
}
