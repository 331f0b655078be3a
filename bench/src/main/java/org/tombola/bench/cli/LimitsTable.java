package org.tombola.bench.cli;

import org.tombola.bench.gpu.Limits;

/// The table of a device's limits.
final class LimitsTable {
  private LimitsTable() {}

  static String text(Limits limits) {
    Markdown table = new Markdown("limit", "µs", "GFLOP/s", "GB/s");
    table.row("an answer, with nothing to do", micros(limits.answer()), "", "");
    table.row("an empty kernel, launched and waited for", micros(limits.launchAlone()), "", "");
    table.row("one of many empty kernels, launched", micros(limits.launchNext()), "", "");
    table.row("one of many empty kernels in a graph", micros(limits.launchInGraph()), "", "");
    table.row("multiply-adds in registers, float32", "", Markdown.number(limits.peak() * 1e-9), "");
    limits
        .copies()
        .forEach(
            (floats, rate) -> {
              double bytes = (double) Float.BYTES * floats;
              String size = Markdown.number(bytes / 1024);
              String seconds = micros(2 * bytes / rate);
              table.row("copy of " + size + " KiB", seconds, "", Markdown.number(rate * 1e-9));
            });
    return table.text();
  }

  private static String micros(double seconds) {
    return Markdown.number(seconds * 1e6);
  }
}
