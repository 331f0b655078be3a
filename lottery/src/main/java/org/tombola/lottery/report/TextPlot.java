package org.tombola.lottery.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Accuracy at early stop against weights remaining, drawn with characters.
///
/// One column group a pruning round, one row a step of accuracy; the dense network's mean is a
/// dotted line. Where two arms meet in one character the first one is seen.
final class TextPlot {
  private static final int HEIGHT = 11;
  private static final int WIDTH = 66;
  private static final int GUTTER = 8;
  private static final String UNICODE = "●■▲◆★▼";
  private static final String ASCII = "o#^x*v";
  private static final int[] COLOURS = {34, 31, 32, 35, 33, 36};

  private final Summary summary;
  private final TextStyle style;
  private final List<Integer> levels;
  private final int pitch;
  private final char[][] signs;
  private final int[][] colours;

  private TextPlot(Summary summary, TextStyle style) {
    this.summary = summary;
    this.style = style;
    this.levels =
        summary.arms().values().stream()
            .flatMap(List::stream)
            .map(Summary.Point::level)
            .distinct()
            .sorted()
            .toList();
    this.pitch = Math.clamp(WIDTH / Math.max(1, levels.size()), 1, 7);
    this.signs = new char[HEIGHT][pitch * levels.size()];
    this.colours = new int[HEIGHT][pitch * levels.size()];
  }

  /// Empty where there is nothing to compare: fewer than two densities.
  static List<String> of(Summary summary, TextStyle style) {
    var plot = new TextPlot(summary, style);
    return plot.levels.size() < 2 ? List.of() : plot.lines();
  }

  private List<String> lines() {
    var metric = Metric.EARLY_STOP_ACCURACY;
    var values =
        summary.arms().values().stream()
            .flatMap(List::stream)
            .mapToDouble(p -> p.mean(metric))
            .filter(Double::isFinite)
            .toArray();
    if (values.length == 0) {
      return List.of();
    }
    double low = Arrays.stream(values).min().orElseThrow();
    double high = Arrays.stream(values).max().orElseThrow();
    double step = Math.max((high - low) / (HEIGHT - 1), 1e-4);
    for (char[] row : signs) {
      Arrays.fill(row, ' ');
    }
    summary
        .dense()
        .filter(p -> p.spread(metric).isPresent())
        .ifPresent(
            p -> Arrays.fill(signs[row(p.mean(metric), high, step)], style.unicode() ? '┄' : '-'));
    List<String> arms = summary.lines();
    for (int arm = arms.size() - 1; arm >= 0; arm--) {
      for (Summary.Point point : summary.points(arms.get(arm))) {
        if (point.spread(metric).isPresent()) {
          int row = row(point.mean(metric), high, step);
          int column = levels.indexOf(point.level()) * pitch + pitch / 2;
          signs[row][column] = sign(arm);
          colours[row][column] = COLOURS[arm % COLOURS.length];
        }
      }
    }
    var lines = new ArrayList<String>();
    boolean stops =
        summary.arms().values().stream()
            .flatMap(List::stream)
            .anyMatch(p -> p.spread(Metric.EARLY_STOP_STEP).isPresent());
    String when = stops ? " at early stop" : "";
    lines.add("accuracy%s (%%), mean over seeds    ".formatted(when) + legend(arms));
    for (int row = 0; row < HEIGHT; row++) {
      String label = row % 5 == 0 ? metric.format(high - row * step) : "";
      lines.add("%".concat(GUTTER - 2 + "s ").formatted(label) + bar() + painted(row));
    }
    lines.add(" ".repeat(GUTTER - 1) + corner());
    lines.add(" ".repeat(GUTTER) + ticks());
    lines.add(" ".repeat(GUTTER) + "weights remaining (%)");
    return lines;
  }

  private static int row(double value, double high, double step) {
    return Math.clamp(Math.round((high - value) / step), 0, HEIGHT - 1);
  }

  private char sign(int arm) {
    String set = style.unicode() ? UNICODE : ASCII;
    return set.charAt(arm % set.length());
  }

  private String legend(List<String> arms) {
    var legend = new StringBuilder();
    for (int arm = 0; arm < arms.size(); arm++) {
      legend
          .append(paint(String.valueOf(sign(arm)), COLOURS[arm % COLOURS.length]))
          .append(' ')
          .append(TextTable.printable(arms.get(arm)))
          .append("  ");
    }
    return legend.append(style.unicode() ? "┄ dense" : "- dense").toString();
  }

  private String painted(int row) {
    var line = new StringBuilder();
    for (int i = 0; i < signs[row].length; i++) {
      line.append(paint(String.valueOf(signs[row][i]), colours[row][i]));
    }
    return line.toString().stripTrailing();
  }

  private String paint(String text, int colour) {
    return style.colour() && colour != 0 ? "\u001b[" + colour + "m" + text + "\u001b[0m" : text;
  }

  private String bar() {
    return style.unicode() ? "│" : "|";
  }

  private String corner() {
    int width = pitch * levels.size();
    return style.unicode() ? "└" + "─".repeat(width) : "+" + "-".repeat(width);
  }

  /// The labels of as many rounds as fit, each centred under its column.
  private String ticks() {
    List<Double> densities = summary.densities();
    int stride = Math.ceilDiv(6, pitch);
    char[] line = new char[pitch * levels.size() + 6];
    Arrays.fill(line, ' ');
    for (int i = 0; i < densities.size(); i += stride) {
      String label = Scale.percent(densities.get(i) * 100);
      int start = Math.max(0, i * pitch + pitch / 2 - label.length() / 2);
      label.getChars(0, label.length(), line, start);
    }
    return new String(line).stripTrailing();
  }
}
