package org.tombola.bench.peak;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.tombola.bench.ladder.Task;

class PeakTest {
  @Test
  void every_chain_runs_to_its_end() {
    Task task = new Peak().task();
    task.run().run();
    int lanes = Peak.vectorBits() / Float.SIZE;
    assertEquals(
        lanes * (1 + 2 + 3 + 4 + 5 + 6 + 7 + 8 + 9 + 10 + 11 + 12), task.result().get()[0]);
  }

  @Test
  void counts_every_element_that_moves() {
    Bandwidth level = new Bandwidth("L1", 8);
    Task copy = level.copy();
    Task triad = level.triad();
    copy.run().run();
    triad.run().run();
    for (int i = 0; i < 2048; i++) {
      assertEquals(1f, copy.result().get()[i]);
      assertEquals(3f, triad.result().get()[i]);
    }
    assertEquals(8.0 * (1 << 20), level.copyBytes());
    assertEquals(12.0 * (1 << 20), level.triadBytes());
  }
}
