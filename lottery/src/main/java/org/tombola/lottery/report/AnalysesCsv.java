package org.tombola.lottery.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tombola.lottery.claim.Measurement;

/// Reads `analyses.csv`: what was measured on trained networks after their training, one number a
/// row. `x` is empty for a number that stands alone, and the place on the curve otherwise.
final class AnalysesCsv {
  static final String FILE = "analyses.csv";

  private static final List<String> COLUMNS =
      List.of("analysis", "arm", "seed", "level", "density", "statistic", "x", "value");

  private AnalysesCsv() {}

  /// Empty where a run has no such file.
  ///
  /// @throws ReportException naming the file and the line where it is no such table
  static List<Measurement> read(Path file) throws IOException {
    return Files.exists(file)
        ? Csv.read(file, COLUMNS).stream().map(AnalysesCsv::row).toList()
        : List.of();
  }

  private static Measurement row(Csv.Row row) {
    return new Measurement(
        row.text("analysis"),
        row.text("statistic"),
        row.text("arm"),
        (long) row.number("seed"),
        (int) row.number("level"),
        row.density(),
        row.number("x"),
        row.number("value"));
  }
}
