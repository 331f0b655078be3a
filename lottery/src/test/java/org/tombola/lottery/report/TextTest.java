package org.tombola.lottery.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tombola.lottery.claim.Measurement;

class TextTest {
  private static Summary levels(int count) {
    var rows = new ArrayList<ResultRow>();
    for (int level = 0; level < count; level++) {
      rows.addAll(Rows.level("ticket", level, 1200, 0.90 + 0.001 * level, 0.92));
      rows.addAll(Rows.level("reinit", level, 1200, 0.90 - 0.002 * level));
    }
    return Summary.of(rows);
  }

  @Test
  void the_table_has_a_line_for_every_point() {
    List<String> table = TextTable.of(levels(3), TextStyle.PLAIN);
    assertEquals(2 + 6, table.size());
    assertTrue(table.get(2).startsWith("dense"), table.get(2));
    assertTrue(table.get(3).contains("80.0      2   1,200 (1,200-1,200)"), table.get(3));
    assertTrue(table.get(3).contains("91.05 (90.10-92.00)"), table.get(3));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 9, 13, 31, 80})
  void the_plot_fits_a_terminal(int count) {
    List<String> plot = TextPlot.of(levels(count), new TextStyle(true, false));
    assertFalse(plot.isEmpty());
    plot.forEach(line -> assertTrue(line.length() < 100, line));
  }

  @Test
  void plain_style_is_ascii_without_escapes() {
    var lines = new ArrayList<>(TextTable.of(levels(5), TextStyle.PLAIN));
    lines.addAll(TextPlot.of(levels(5), TextStyle.PLAIN));
    for (String line : lines) {
      assertTrue(line.chars().allMatch(c -> c >= ' ' && c < 127), line);
    }
  }

  @Test
  void colours_are_used_only_where_asked_for() {
    String coloured = String.join("", TextPlot.of(levels(5), new TextStyle(true, true)));
    assertTrue(coloured.contains("\u001b["));
    assertFalse(
        String.join("", TextPlot.of(levels(5), new TextStyle(true, false))).contains("\u001b"));
  }

  @Test
  void numbers_of_analyses_that_stand_alone_are_a_table() {
    var found = new ArrayList<Measurement>();
    for (int seed = 0; seed < 2; seed++) {
      found.add(measured("reinit", seed, 1, "barrier", 2 + seed));
      found.add(measured("ticket", seed, 0, "barrier", 1));
    }
    found.add(measured("ticket", 0, 0, "ends", 7));
    found.add(new Measurement("instability", "test-error", "ticket", 0, 0, 1, 0.5, 9));
    List<String> table = AnalysisTable.of(found, TextStyle.PLAIN);
    assertEquals("instability  weights %  seeds              barrier   ends", table.get(0));
    assertEquals("reinit            80.0      2  2.500 (2.000-3.000)", table.get(2));
    assertEquals("dense              100      2  1.000 (1.000-1.000)  7.000", table.get(3));
    assertEquals(5, table.size());
    assertEquals(List.of(), AnalysisTable.of(List.of(), TextStyle.PLAIN));
  }

  private static Measurement measured(
      String arm, int seed, int level, String statistic, double value) {
    return new Measurement(
        "instability", statistic, arm, seed, level, Math.pow(0.8, level), Double.NaN, value);
  }

  @Test
  void the_plot_needs_two_densities() {
    assertEquals(List.of(), TextPlot.of(levels(1), TextStyle.PLAIN));
    assertEquals(List.of(), TextPlot.of(Summary.of(List.of()), TextStyle.PLAIN));
  }

  @Test
  void a_name_cannot_command_the_terminal() {
    assertEquals("?[31mticket", TextTable.printable("\u001b[31mticket"));
  }
}
