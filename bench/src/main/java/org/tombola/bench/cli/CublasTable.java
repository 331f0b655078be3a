package org.tombola.bench.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.tombola.bench.gpu.Row;

/// A table of products by our kernels and by cuBLAS, timed in turns.
final class CublasTable {
  private CublasTable() {}

  /// Empty if there is nothing to compare.
  ///
  /// @param rows of both
  /// @param other the name of the backend with cuBLAS for that of one without
  static String text(List<Row> rows, Function<String, Optional<String>> other) {
    Map<String, Row> found = new HashMap<>();
    rows.forEach(row -> found.put(key(row, row.backend()), row));
    Markdown table =
        new Markdown(
            "product", "shape", "backend", "GFLOP/s", "cuBLAS GFLOP/s", "our share of cuBLAS");
    boolean any = false;
    for (Row row : rows) {
      Row oracle = other.apply(row.backend()).map(name -> found.get(key(row, name))).orElse(null);
      if (oracle != null) {
        any = true;
        double share = oracle.timing().median() / row.timing().median();
        table.row(
            row.verb(),
            row.shape(),
            row.backend(),
            rate(row),
            rate(oracle),
            Markdown.percent(share));
      }
    }
    return any ? "\n" + table.text() : "";
  }

  private static String key(Row row, String backend) {
    return row.verb() + " " + row.shape() + " " + backend;
  }

  private static String rate(Row row) {
    return Markdown.number(row.work().flops() / row.timing().median() * 1e-9);
  }
}
