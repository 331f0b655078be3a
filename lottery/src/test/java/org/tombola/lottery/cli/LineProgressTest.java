package org.tombola.lottery.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tombola.lottery.arm.Cell;
import org.tombola.lottery.train.CurvePoint;
import org.tombola.lottery.train.Evaluation;
import org.tombola.lottery.train.Plan;
import org.tombola.nn.optim.Schedule;

class LineProgressTest {
  private static final Cell SHORT = new Cell("ticket", 0, 1);
  private static final Cell LONG = new Cell("scratch", 0, 1);

  @Test
  void a_cell_is_told_against_its_own_length() {
    var text = new StringWriter();
    try (var progress = new LineProgress(new PrintWriter(text))) {
      var schedule = new Schedule.Constant(0.1);
      progress.planned(
          List.of(SHORT, LONG),
          List.of(),
          cell -> new Plan(0, cell.equals(LONG) ? 200 : 100, 50, 10, 0, schedule));
      for (Cell cell : List.of(SHORT, LONG)) {
        progress.started(cell, 0);
        progress.evaluated(cell, new CurvePoint(100, 1, new Evaluation(1, 0.5), 0.1));
      }
    }
    var lines = text.toString().lines().map(line -> line.replaceAll(", epoch.*", "")).toList();
    assertEquals("ticket, seed 0, level 1: step 100 of 100", lines.get(1));
    assertEquals("scratch, seed 0, level 1: step 100 of 200", lines.get(2));
  }
}
