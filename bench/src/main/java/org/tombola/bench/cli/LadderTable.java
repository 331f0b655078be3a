package org.tombola.bench.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tombola.bench.ladder.Timing;
import org.tombola.bench.peak.Peak;

/// The table of a ladder: what each rung reaches, in itself, of the peak, and over the rung before.
///
/// Rungs are kept until the peak is known, which is when everything has been timed.
final class LadderTable {
  /// A rung; `timing` is null for one that was not timed.
  private record Row(String name, String idea, @Nullable Timing timing) {}

  private final double flops;
  private final Timing peakHere;
  private final List<Row> rows = new ArrayList<>();

  /// @param flops floating-point operations that every rung of the ladder stands for
  /// @param peakHere how long a run of [Peak] took among the rungs
  LadderTable(double flops, Timing peakHere) {
    this.flops = flops;
    this.peakHere = peakHere;
  }

  /// The next rung; `timing` is null for one that was not timed.
  void add(String name, String idea, @Nullable Timing timing) {
    rows.add(new Row(name, idea, timing));
  }

  /// The rungs, and below them the peak as it was among them.
  ///
  /// @param peak what shares are of, in flop/s
  String text(double peak) {
    Markdown table =
        new Markdown("rung", "what it adds", "GFLOP/s", "rounds", "of peak", "× before");
    Timing before = null;
    for (Row row : rows) {
      Timing now = row.timing();
      if (now == null) {
        table.row(row.name(), row.idea(), "—", "—", "—", "—");
      } else {
        String gain = before == null ? "" : Markdown.number(before.median() / now.median());
        row(table, row.name(), row.idea(), flops, now, peak, gain);
      }
      before = now;
    }
    row(table, "peak", "multiply-adds in registers", Peak.flops(), peakHere, peak, "");
    return table.text();
  }

  private static void row(
      Markdown table,
      String name,
      String idea,
      double flops,
      Timing timing,
      double peak,
      String gain) {
    table.row(
        name,
        idea,
        Markdown.number(flops / timing.median() * 1e-9),
        range(flops, timing),
        Markdown.percent(flops / timing.median() / peak),
        gain);
  }

  /// The slowest round and the fastest.
  private static String range(double flops, Timing timing) {
    return Markdown.number(flops / timing.slowest() * 1e-9)
        + "–"
        + Markdown.number(flops / timing.fastest() * 1e-9);
  }
}
