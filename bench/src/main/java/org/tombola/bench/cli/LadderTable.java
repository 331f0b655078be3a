package org.tombola.bench.cli;

import org.jspecify.annotations.Nullable;
import org.tombola.bench.ladder.Timing;
import org.tombola.bench.peak.Peak;

/// The table of a ladder: what each rung reaches, in itself, of the peak, and over the rung before.
final class LadderTable {
  private final double flops;
  private final Markdown table =
      new Markdown("rung", "what it adds", "GFLOP/s", "rounds", "of peak", "× before");
  private double peak = Double.NaN;
  private @Nullable Timing peakTiming;
  private @Nullable Timing before;

  /// @param flops floating-point operations that every rung of the ladder stands for
  LadderTable(double flops) {
    this.flops = flops;
  }

  /// How long a run of [Peak] took in between.
  ///
  /// @param best the highest peak measured before, in flop/s: shares are of the highest of all, for
  ///   the compiler does not treat the loop alike every time
  void peak(Timing timing, double best) {
    peakTiming = timing;
    peak = Math.max(best, Peak.flops() / timing.median());
  }

  /// A rung; `timing` is null for one that was not timed.
  void add(String name, String idea, @Nullable Timing timing) {
    if (timing == null) {
      table.row(name, idea, "—", "—", "—", "—");
    } else {
      table.row(
          name,
          idea,
          Markdown.number(flops / timing.median() * 1e-9),
          range(flops, timing),
          Math.round(100 * flops / timing.median() / peak) + " %",
          before == null ? "" : Markdown.number(before.median() / timing.median()));
    }
    before = timing;
  }

  /// The rungs so far, and the peak below them.
  String text() {
    if (peakTiming != null) {
      double here = Peak.flops() / peakTiming.median();
      String figure = Markdown.number(here * 1e-9);
      String rounds = range(Peak.flops(), peakTiming);
      String share = Math.round(100 * here / peak) + " %";
      table.row("peak", "multiply-adds in registers", figure, rounds, share, "");
      peakTiming = null;
    }
    return table.text();
  }

  /// The slowest round and the fastest.
  private static String range(double flops, Timing timing) {
    return Markdown.number(flops / timing.slowest() * 1e-9)
        + "–"
        + Markdown.number(flops / timing.fastest() * 1e-9);
  }
}
