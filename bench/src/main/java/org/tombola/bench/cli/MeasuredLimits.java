package org.tombola.bench.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tombola.bench.kernels.Work;
import org.tombola.bench.ladder.Rounds;
import org.tombola.bench.ladder.Timing;
import org.tombola.bench.peak.Bandwidth;
import org.tombola.bench.peak.Peak;

/// What the machine was seen to do at most in this run: multiply-adds in registers, and a copy of
/// as many bytes as a kernel moves. Measured again and again between the kernels; the best counts.
final class MeasuredLimits {
  private static final int SMALLEST = 4;
  private static final int LARGEST = 128 << 10;

  private final Rounds rounds;
  private final Map<Integer, Double> copies = new TreeMap<>();
  private double peak;

  MeasuredLimits(Rounds rounds) {
    this.rounds = rounds;
  }

  /// Measures the peak, and the copies that these are compared with.
  void measure(List<Work> works) {
    List<Integer> sizes =
        works.stream()
            .filter(work -> work.bytes() > 0)
            .map(MeasuredLimits::kib)
            .distinct()
            .sorted()
            .toList();
    List<Runnable> loops = new ArrayList<>(List.of(new Peak().task().run()));
    sizes.forEach(kib -> loops.add(new Bandwidth("", kib).copy().run()));
    List<Timing> timings = rounds.time(loops);
    peak = Math.max(peak, Peak.flops() / timings.getFirst().best());
    for (int i = 0; i < sizes.size(); i++) {
      int kib = sizes.get(i);
      double rate = new Bandwidth("", kib).copyBytes() / timings.get(i + 1).best();
      copies.merge(kib, rate, Math::max);
    }
  }

  /// In flop/s.
  double peak() {
    return peak;
  }

  /// Of a copy of about as many bytes, in bytes a second.
  ///
  /// @throws IllegalArgumentException if it was not measured
  double copy(Work work) {
    Double rate = copies.get(kib(work));
    if (rate == null) {
      throw new IllegalArgumentException("no copy of " + work + " was measured");
    }
    return rate;
  }

  /// The size of each of a copy's two arrays, a power of two.
  private static int kib(Work work) {
    double exact = work.bytes() / 2 / 1024;
    int power = (int) Math.round(Math.log(Math.max(1, exact)) / Math.log(2));
    return Math.clamp(1 << Math.min(power, 30), SMALLEST, LARGEST);
  }
}
