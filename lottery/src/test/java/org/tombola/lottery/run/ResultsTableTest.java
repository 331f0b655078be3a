package org.tombola.lottery.run;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResultsTableTest {
  /// A folder of pictures may be called anything.
  @Test
  void a_data_set_with_a_comma_stays_one_cell() {
    var result =
        new Result(
            "ticket",
            0,
            0,
            1,
            Optional.of(4),
            0.5,
            0.5,
            0.5,
            1,
            Optional.empty(),
            Optional.empty());
    String table =
        ResultsTable.csv(Runs.settings("dataset", "folder:my \"best\", really"), List.of(result));
    assertTrue(
        table
            .lines()
            .skip(1)
            .findFirst()
            .orElse("")
            .startsWith("tiny,\"folder:my \"\"best\"\", really\",lenet-300-100,ticket,0,0,"),
        table);
  }
}
