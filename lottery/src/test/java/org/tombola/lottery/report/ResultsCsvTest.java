package org.tombola.lottery.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsCsvTest {
  @TempDir Path dir;

  private List<ResultRow> read(String text) throws IOException {
    return ResultsCsv.read(Files.writeString(dir.resolve("results.csv"), text));
  }

  @Test
  void finds_columns_by_name_and_ignores_others() throws IOException {
    var rows =
        read(
            """
            extra,level,seed,arm,density,early_stop_step,early_stop_accuracy,dataset
            x,2,7,ticket,0.64,500,0.97,"a, ""b\"""
            """);
    ResultRow row = rows.getFirst();
    assertEquals("ticket", row.arm());
    assertEquals(7, row.seed());
    assertEquals(2, row.level());
    assertEquals(0.64, row.density());
    assertEquals("a, \"b\"", row.dataset());
    assertTrue(Double.isNaN(row.testAccuracy()));
  }

  @Test
  void reads_an_empty_cell_as_not_measured() throws IOException {
    var rows =
        read(
            """
            arm,seed,level,density,early_stop_step,early_stop_accuracy
            ticket,0,0,1,,
            """);
    assertTrue(Double.isNaN(rows.getFirst().earlyStopAccuracy()));
  }

  @Test
  void names_file_line_and_column_of_what_is_no_number() {
    var e =
        assertThrows(
            ReportException.class,
            () ->
                read(
                    """
                    arm,seed,level,density,early_stop_step,early_stop_accuracy
                    ticket,0,0,1,5,0.5
                    ticket,0,one,1,5,0.5
                    """));
    assertTrue(e.getMessage().contains("results.csv line 3: level is 'one'"), e.getMessage());
  }

  @Test
  void names_the_column_that_is_missing() {
    var e = assertThrows(ReportException.class, () -> read("arm,seed\nticket,0\n"));
    assertTrue(e.getMessage().contains("has no column 'level'"), e.getMessage());
  }

  @Test
  void reads_a_table_without_rows() throws IOException {
    assertEquals(List.of(), read("arm,seed,level,density,early_stop_step,early_stop_accuracy\n"));
    assertEquals(List.of(), read(""));
  }
}
