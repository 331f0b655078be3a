package org.tombola.bench.cli;

import java.util.List;
import org.tombola.bench.gpu.DeviceLadder;
import org.tombola.bench.ladder.Timing;

/// The table of a ladder on a device: what each rung reaches, in itself, of the peak, and over the
/// rung before.
final class RungTable {
  private RungTable() {}

  /// @param flops floating-point operations that every rung stands for
  /// @param peak of multiply-adds in registers, in flop/s
  static String text(List<DeviceLadder.Rung> rungs, double flops, double peak) {
    Markdown table =
        new Markdown("rung", "what it adds", "µs", "rounds", "GFLOP/s", "of peak", "× before");
    double before = 0;
    for (DeviceLadder.Rung rung : rungs) {
      Timing timing = rung.timing();
      table.row(
          rung.name(),
          rung.idea(),
          micros(timing.median()),
          micros(timing.fastest()) + "–" + micros(timing.slowest()),
          Markdown.number(flops / timing.median() * 1e-9),
          Markdown.percent(flops / timing.median() / peak),
          before == 0 ? "" : Markdown.number(before / timing.median()));
      before = timing.median();
    }
    return table.text();
  }

  private static String micros(double seconds) {
    return Markdown.number(seconds * 1e6);
  }
}
