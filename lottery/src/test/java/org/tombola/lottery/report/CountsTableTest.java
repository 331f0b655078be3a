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

class CountsTableTest {
  private static final String HEADER =
      "arm,seed,level,layer,weights,kept,exempt,units,dead_units,uses\n";

  @TempDir private Path folder;

  private List<CountRow> rows(String text) throws IOException {
    return CountsCsv.read(Files.writeString(folder.resolve("counts.csv"), HEADER + text));
  }

  @Test
  void shares_are_of_all_layers_and_of_those_that_are_pruned() throws IOException {
    var rows =
        rows(
            """
            ticket,0,3,a,100,10,no,20,4,50
            ticket,0,3,b,100,100,yes,10,0,1
            ticket,1,3,a,100,30,no,20,6,50
            ticket,1,3,b,100,100,yes,10,0,1
            """);
    assertEquals(
        List.of(
            List.of(
                "ticket", "3", "200", "120", "60.0", "20.0", "5", "30", "0.0102", "0.00220",
                "21.6")),
        CountsTable.lines(rows));
  }

  @Test
  void a_number_that_is_none_is_named_with_its_line() {
    var thrown =
        assertThrows(ReportException.class, () -> rows("ticket,0,3,a,many,10,no,20,4,50\n"));
    assertTrue(thrown.getMessage().contains("counts.csv line 2: weights is 'many'"));
  }
}
