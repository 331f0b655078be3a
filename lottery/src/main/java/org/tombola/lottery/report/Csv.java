package org.tombola.lottery.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tombola.lottery.run.RunRefused;

/// A table of a run folder: a header of column names, then rows.
///
/// Columns are found by name, so their order is free and further ones are ignored. Cells may be
/// quoted as in RFC 4180 (`"a, b"`, a quote doubled); a row ends with its line.
final class Csv {
  static final String REMEDY = "; the command of the run writes it again";

  private final Path file;
  private final Map<String, Integer> columns = new HashMap<>();
  private final List<Row> rows = new ArrayList<>();

  private Csv(Path file) {
    this.file = file;
  }

  /// The rows; an empty file has none.
  ///
  /// @throws ReportException naming the file, if it cannot be read or lacks a required column
  static List<Row> read(Path file, List<String> required) throws IOException {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw new ReportException(
          "%s cannot be read (%s)%s".formatted(file, RunRefused.reason(e), REMEDY), e);
    }
    if (lines.isEmpty()) {
      return List.of();
    }
    var csv = new Csv(file);
    List<String> header = split(lines.getFirst());
    for (int i = 0; i < header.size(); i++) {
      csv.columns.put(header.get(i).strip(), i);
    }
    for (String name : required) {
      if (!csv.columns.containsKey(name)) {
        throw new ReportException(file + " has no column '" + name + "'" + REMEDY);
      }
    }
    for (int i = 1; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        csv.rows.add(csv.new Row(split(lines.get(i)), i + 1));
      }
    }
    return List.copyOf(csv.rows);
  }

  /// One line of the table.
  final class Row {
    private final List<String> cells;
    private final int line;

    private Row(List<String> cells, int line) {
      this.cells = cells;
      this.line = line;
    }

    /// Empty where the line or the table does not have it.
    String text(String column) {
      Integer index = columns.get(column);
      return index == null || index >= cells.size() ? "" : cells.get(index);
    }

    /// NaN where the cell is empty.
    ///
    /// @throws ReportException naming file, line and column, if it is no number
    double number(String column) {
      String text = text(column).strip();
      if (text.isEmpty()) {
        return Double.NaN;
      }
      try {
        return Double.parseDouble(text);
      } catch (NumberFormatException e) {
        throw new ReportException(
            "%s line %d: %s is '%s', not a number%s".formatted(file, line, column, text, REMEDY),
            e);
      }
    }

    /// A share of the weights; a figure has them on a logarithmic axis.
    double density() {
      double density = number("density");
      if (!(density > 0 && density <= 1)) {
        throw new ReportException(
            "%s line %d: density is %s, not above 0 and at most 1%s"
                .formatted(file, line, density, REMEDY));
      }
      return density;
    }
  }

  /// The cells of one line.
  static List<String> split(String line) {
    var cells = new ArrayList<String>();
    var cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        cell.append('"');
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString());
    return cells;
  }
}
