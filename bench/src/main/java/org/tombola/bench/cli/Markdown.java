package org.tombola.bench.cli;

import java.util.Locale;

/// A table in Markdown, row by row.
final class Markdown {
  private final StringBuilder text = new StringBuilder();

  Markdown(String... columns) {
    row(columns);
    text.append("|---".repeat(columns.length)).append("|\n");
  }

  final void row(String... cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  String text() {
    return text.toString();
  }

  /// Like `72 %`.
  static String percent(double share) {
    return Math.round(100 * share) + " %";
  }

  /// Three significant digits, which is more than the machine repeats.
  static String number(double value) {
    String digits = value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, digits, value);
  }
}
