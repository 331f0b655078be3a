package org.tombola.lottery.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tombola.lottery.count.LayerCount;

/// Reads `counts.csv`: a row a layer of a finished cell.
final class CountsCsv {
  static final String FILE = "counts.csv";

  private static final List<String> COLUMNS =
      List.of(
          "arm",
          "seed",
          "level",
          "layer",
          "weights",
          "kept",
          "exempt",
          "units",
          "dead_units",
          "uses");

  private CountsCsv() {}

  /// Empty where a run has no such file.
  ///
  /// @throws ReportException naming the file and the line where it is no such table
  static List<CountRow> read(Path file) throws IOException {
    return Files.exists(file)
        ? Csv.read(file, COLUMNS).stream().map(CountsCsv::row).toList()
        : List.of();
  }

  private static CountRow row(Csv.Row row) {
    var layer =
        new LayerCount(
            row.text("layer"),
            (long) row.number("weights"),
            (long) row.number("kept"),
            (int) row.number("units"),
            (int) row.number("dead_units"),
            (long) row.number("uses"),
            row.text("exempt").equals("yes"));
    return new CountRow(row.text("arm"), (int) row.number("level"), layer);
  }
}
