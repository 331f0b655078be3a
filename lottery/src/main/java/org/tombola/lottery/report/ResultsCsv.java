package org.tombola.lottery.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tombola.lottery.run.RunRefused;

/// Reads `results.csv`: a header of column names, then one row a cell and level.
///
/// Columns are found by name, so their order is free and further ones are ignored. Cells may be
/// quoted as in RFC 4180 (`"a, b"`, a quote doubled); a row ends with its line.
final class ResultsCsv {
  private static final List<String> REQUIRED =
      List.of("arm", "seed", "level", "density", "early_stop_step", "early_stop_accuracy");

  private static final String REMEDY = "; the command of the run writes it again";

  private final Path file;
  private final Map<String, Integer> columns;

  private ResultsCsv(Path file, List<String> header) {
    this.file = file;
    this.columns = new HashMap<>();
    for (int i = 0; i < header.size(); i++) {
      columns.put(header.get(i).strip(), i);
    }
  }

  /// Throws [ReportException] naming the file and the line where it is no results table.
  static List<ResultRow> read(Path file) throws IOException {
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
    var csv = new ResultsCsv(file, split(lines.getFirst()));
    for (String name : REQUIRED) {
      if (!csv.columns.containsKey(name)) {
        throw new ReportException(file + " has no column '" + name + "'" + REMEDY);
      }
    }
    var rows = new ArrayList<ResultRow>();
    for (int i = 1; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        rows.add(csv.row(split(lines.get(i)), i + 1));
      }
    }
    return List.copyOf(rows);
  }

  private ResultRow row(List<String> cells, int line) {
    return new ResultRow(
        text(cells, "recipe"),
        text(cells, "dataset"),
        text(cells, "network"),
        text(cells, "arm"),
        (long) number(cells, "seed", line),
        (int) number(cells, "level", line),
        density(cells, line),
        number(cells, "early_stop_step", line),
        number(cells, "early_stop_accuracy", line),
        number(cells, "test_accuracy", line),
        number(cells, "train_accuracy", line),
        number(cells, "steps", line),
        number(cells, "parameters", line),
        number(cells, "seconds", line),
        number(cells, "epoch_seconds", line),
        number(cells, "data_share", line));
  }

  private String text(List<String> cells, String column) {
    Integer index = columns.get(column);
    return index == null || index >= cells.size() ? "" : cells.get(index);
  }

  private double number(List<String> cells, String column, int line) {
    String text = text(cells, column).strip();
    if (text.isEmpty()) {
      return Double.NaN;
    }
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new ReportException(
          file + " line " + line + ": " + column + " is '" + text + "', not a number" + REMEDY, e);
    }
  }

  /// A share of the weights; a figure has them on a logarithmic axis.
  private double density(List<String> cells, int line) {
    double density = number(cells, "density", line);
    if (!(density > 0 && density <= 1)) {
      throw new ReportException(
          "%s line %d: density is %s, not above 0 and at most 1%s"
              .formatted(file, line, density, REMEDY));
    }
    return density;
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
