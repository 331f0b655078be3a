package org.tombola.bench.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.tombola.bench.kernels.Work;

/// The table of a suite: time, operations and bytes a second, and how near that is to what the
/// machine can do.
///
/// Rows are kept until the machine's speed is known, which is when everything has been timed.
final class KernelTable {
  /// One benchmark with one set of parameters.
  ///
  /// @param shape its parameters but the backend
  /// @param median seconds of a call: the median of the iterations, each their mean
  private record Row(
      String name,
      String shape,
      String backend,
      double median,
      double fastest,
      double slowest,
      Work work) {}

  private final List<Row> rows = new ArrayList<>();

  /// The next row, in seconds a call.
  void add(
      String name,
      String shape,
      String backend,
      double median,
      double fastest,
      double slowest,
      Work work) {
    rows.add(new Row(name, shape, backend, median, fastest, slowest, work));
  }

  /// What all rows' calls do.
  List<Work> works() {
    return rows.stream().map(Row::work).toList();
  }

  /// @param peak the machine's multiply-adds in registers, in flop/s
  /// @param bandwidth of a copy that moves about so many bytes as a row's call, in bytes a second
  String text(double peak, ToDoubleFunction<Work> bandwidth) {
    Markdown table =
        new Markdown(
            "benchmark", "shape", "backend", "µs", "rounds", "GFLOP/s", "GB/s", "of limit");
    for (Row row : rows) {
      double flops = row.work().flops() / row.median();
      double bytes = row.work().bytes() / row.median();
      table.row(
          row.name(),
          row.shape(),
          row.backend(),
          Markdown.number(row.median() * 1e6),
          Markdown.number(row.fastest() * 1e6) + "–" + Markdown.number(row.slowest() * 1e6),
          giga(flops),
          giga(bytes),
          share(flops / peak, bytes == 0 ? 0 : bytes / bandwidth.applyAsDouble(row.work())));
    }
    return table.text();
  }

  private static String giga(double rate) {
    return rate == 0 ? "" : Markdown.number(rate * 1e-9);
  }

  /// The limit that is nearer is the one that counts.
  private static String share(double ofPeak, double ofCopy) {
    return ofPeak >= ofCopy
        ? Markdown.percent(ofPeak) + " of peak"
        : Markdown.percent(ofCopy) + " of copy";
  }
}
