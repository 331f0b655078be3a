package org.tombola.lottery.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tombola.lottery.arm.Cell;
import org.tombola.lottery.recipe.Identity;
import org.tombola.lottery.recipe.Settings;
import org.tombola.nn.Weights;

/// Trainings in which layers draw random numbers.
class DropoutRunTest {
  @TempDir Path dir;

  private static Settings settings(String network) {
    return Runs.settings(
        "network",
        network,
        "arms",
        "ticket",
        "levels",
        "0",
        "train.iterations",
        "4",
        "train.evaluate-every",
        "2",
        "seeds",
        "0-1",
        "train.checkpoint-every",
        "2");
  }

  private Weights weights(Path run, Settings settings, int seed) {
    var cell = CellFolder.of(run, Identity.of(settings), Cell.ticket(seed, 0));
    return Weights.read(cell.weights());
  }

  @Test
  void the_same_bytes_whatever_the_threads_and_jobs() {
    Settings settings = settings("conv-2-dropout");
    Path one = dir.resolve("one");
    Path two = dir.resolve("two");
    Runs.run(one, settings, 1, 1, Progress.NONE);
    Runs.run(two, settings, 2, 2, Progress.NONE);
    assertEquals(Runs.content(one), Runs.content(two));

    Settings plain = settings("conv-2");
    Path without = dir.resolve("without");
    Runs.run(without, plain, 1, 1, Progress.NONE);
    for (int seed = 0; seed < 2; seed++) {
      assertNotEquals(weights(without, plain, seed), weights(one, settings, seed));
    }
  }
}
