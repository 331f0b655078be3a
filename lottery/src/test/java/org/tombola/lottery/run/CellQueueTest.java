package org.tombola.lottery.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tombola.lottery.arm.Cell;

class CellQueueTest {
  private static final Cell DENSE = Cell.ticket(0, 0);
  private static final Cell FIRST = Cell.ticket(0, 1);
  private static final Cell CONTROL = new Cell("reinit", 0, 1);
  private static final Cell OTHER = Cell.ticket(1, 0);

  @Test
  void hands_out_what_others_need_first() throws InterruptedException {
    var experiment = Experiment.of(Runs.settings("levels", "2", "arms", "ticket,reinit"));
    var queue = new CellQueue(Experiment.order(experiment.graph()), List.of());
    assertEquals(Optional.of(DENSE), queue.take());
    assertEquals(Optional.of(OTHER), queue.take());
    queue.finished(DENSE);
    assertEquals(Optional.of(FIRST), queue.take());
    assertEquals(Optional.of(CONTROL), queue.take());
  }

  @Test
  void a_failure_takes_out_everything_that_starts_from_it() throws InterruptedException {
    var experiment = Experiment.of(Runs.settings("levels", "2", "arms", "ticket,reinit"));
    var queue = new CellQueue(Experiment.order(experiment.graph()), List.of(OTHER));
    assertEquals(Optional.of(DENSE), queue.take());
    List<Cell> lost = queue.failed(DENSE);
    assertEquals(
        Set.of(FIRST, Cell.ticket(0, 2), CONTROL, new Cell("reinit", 0, 2)), Set.copyOf(lost));
    for (int i = 0; i < 4; i++) {
      Cell next = queue.take().orElseThrow();
      assertEquals(1, next.seed());
      queue.finished(next);
    }
    assertEquals(Optional.empty(), queue.take());
  }
}
