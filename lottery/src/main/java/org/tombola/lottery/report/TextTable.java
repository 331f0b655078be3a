package org.tombola.lottery.report;

import java.util.ArrayList;
import java.util.List;

/// The summary as lines of text: one row an arm and density, means with their ranges.
final class TextTable {
  private static final List<Metric> COLUMNS =
      List.of(Metric.EARLY_STOP_STEP, Metric.EARLY_STOP_ACCURACY, Metric.TEST_ACCURACY);

  private TextTable() {}

  static List<String> of(Summary summary, TextStyle style) {
    var cells = new ArrayList<List<String>>();
    cells.add(
        List.of(
            "arm",
            "weights %",
            "seeds",
            "early-stop iteration",
            "accuracy there %",
            "at the end %"));
    summary.arms().forEach((arm, points) -> points.forEach(p -> cells.add(row(arm, p, style))));
    return of(cells, style);
  }

  /// Rows of equal length in columns, the first row being the head.
  static List<String> of(List<List<String>> cells, TextStyle style) {
    int[] widths = new int[cells.getFirst().size()];
    for (List<String> row : cells) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    var lines = new ArrayList<String>();
    for (List<String> row : cells) {
      var line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String padding = " ".repeat(widths[i] - row.get(i).length());
        // Names to the left, numbers to the right.
        line.append(i == 0 ? row.get(i) + padding : "  " + padding + row.get(i));
      }
      lines.add(line.toString().stripTrailing());
    }
    lines.add(1, (style.unicode() ? "─" : "-").repeat(lines.getFirst().length()));
    return lines;
  }

  private static List<String> row(String arm, Summary.Point point, TextStyle style) {
    int seeds = point.spreads().values().stream().mapToInt(Spread::count).max().orElse(0);
    var row = new ArrayList<String>();
    row.add(printable(point.level() == 0 && arm.equals(Summary.TICKET) ? Summary.DENSE : arm));
    row.add(Scale.percent(point.density() * 100));
    row.add(Integer.toString(seeds));
    for (Metric metric : COLUMNS) {
      row.add(point.spread(metric).map(s -> text(metric, s, style)).orElse(""));
    }
    return row;
  }

  private static String text(Metric metric, Spread spread, TextStyle style) {
    String mean = metric.format(spread.mean());
    if (spread.count() == 1) {
      return mean;
    }
    String dash = style.unicode() ? "–" : "-";
    return "%s (%s%s%s)"
        .formatted(mean, metric.format(spread.min()), dash, metric.format(spread.max()));
  }

  /// A name from a file, without anything a terminal would obey.
  static String printable(String name) {
    return name.replaceAll("\\p{Cntrl}", "?");
  }
}
