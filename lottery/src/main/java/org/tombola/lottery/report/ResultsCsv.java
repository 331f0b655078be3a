package org.tombola.lottery.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Reads `results.csv`: one row a cell and level.
final class ResultsCsv {
  static final String FILE = "results.csv";

  private static final List<String> REQUIRED =
      List.of("arm", "seed", "level", "density", "early_stop_step", "early_stop_accuracy");

  private ResultsCsv() {}

  /// Throws [ReportException] naming the file and the line where it is no results table.
  static List<ResultRow> read(Path file) throws IOException {
    return Csv.read(file, REQUIRED).stream().map(ResultsCsv::row).toList();
  }

  private static ResultRow row(Csv.Row row) {
    return new ResultRow(
        row.text("recipe"),
        row.text("dataset"),
        row.text("network"),
        row.text("arm"),
        (long) row.number("seed"),
        (int) row.number("level"),
        row.density(),
        row.number("early_stop_step"),
        row.number("early_stop_accuracy"),
        row.number("test_accuracy"),
        row.number("train_accuracy"),
        row.number("steps"),
        row.number("parameters"),
        row.number("empty_layers"),
        row.number("seconds"),
        row.number("epoch_seconds"),
        row.number("data_share"));
  }
}
