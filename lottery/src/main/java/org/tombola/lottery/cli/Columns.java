package org.tombola.lottery.cli;

import java.util.ArrayList;
import java.util.List;

/// Rows of text as lines with aligned columns: words to the left, numbers to the right.
final class Columns {
  private final int words;
  private final List<List<String>> rows = new ArrayList<>();

  /// @param words how many columns, the first ones, hold words
  Columns(int words) {
    this.words = words;
  }

  /// Every row has as many cells as the first.
  void add(String... cells) {
    rows.add(List.of(cells));
  }

  List<String> lines() {
    int[] widths = new int[rows.getFirst().size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private String line(List<String> row, int[] widths) {
    var line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String padding = " ".repeat(widths[i] - row.get(i).length());
      line.append(i == 0 ? "" : "  ");
      line.append(i < words ? row.get(i) + padding : padding + row.get(i));
    }
    return line.toString().stripTrailing();
  }
}
