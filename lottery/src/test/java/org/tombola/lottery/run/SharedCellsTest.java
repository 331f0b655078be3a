package org.tombola.lottery.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tombola.lottery.arm.Cell;
import org.tombola.lottery.recipe.Identity;
import org.tombola.lottery.recipe.Settings;
import org.tombola.nn.Weights;

/// Three arms at a tenth of the rate have one dense network; one that redraws its weights, one that
/// rewires and one in another order of the data have others.
class SharedCellsTest {
  @TempDir Path dir;

  private static Settings settings(String... more) {
    String[] all = {
      "arms", "low,low-once,dense-low,redrawn,wired,order",
      "seeds", "0",
      "levels", "1",
      "prune.fraction", "0.5",
      "arm.dense-low.levels", "0",
      "arm.dense-low.schedule.scale", "0.1",
      "arm.low.schedule.scale", "0.1",
      "arm.low-once.schedule.scale", "0.1",
      "arm.low-once.mask.rounds", "one-shot",
      "arm.low-once.mask.criterion", "random",
      "arm.redrawn.schedule.scale", "0.1",
      "arm.redrawn.weights.rule", "redrawn",
      "arm.wired.schedule.scale", "0.1",
      "arm.wired.rewire.rule", "set",
      "arm.wired.rewire.every", "2",
      "arm.order.schedule.scale", "0.1",
      "arm.order.data.order", "1"
    };
    return Runs.settings(
        Stream.concat(List.of(all).stream(), List.of(more).stream()).toArray(String[]::new));
  }

  /// The cells that were trained, not taken over.
  private Set<String> trained(Settings settings) {
    Set<String> trained = Collections.synchronizedSet(new TreeSet<>());
    var steps =
        new Progress() {
          @Override
          public void step(Cell cell, int step) {
            trained.add(cell.arm() + " " + cell.level());
          }
        };
    Outcome outcome = Runs.run(dir, settings, 1, 2, steps);
    assertTrue(outcome.complete(), outcome::toString);
    return trained;
  }

  private CellFolder cell(Settings settings, String arm, int level) {
    return CellFolder.of(dir, Identity.of(settings), new Cell(arm, 0, level));
  }

  @Test
  void a_dense_network_that_several_arms_have_is_trained_once() throws Exception {
    Settings settings = settings();
    Set<String> dense =
        trained(settings).stream().filter(c -> c.endsWith(" 0")).collect(Collectors.toSet());
    assertEquals(Set.of("ticket 0", "dense-low 0", "redrawn 0", "wired 0", "order 0"), dense);
    CellFolder original = cell(settings, "dense-low", 0);
    for (String arm : List.of("low", "low-once")) {
      CellFolder taken = cell(settings, arm, 0);
      assertEquals(Weights.read(original.weights()), Weights.read(taken.weights()));
      assertEquals(arm, taken.readResult().arm());
      assertEquals(original.readResult().testAccuracy(), taken.readResult().testAccuracy());
      assertEquals(
          Files.readString(original.counts()).replace("dense-low,", arm + ","),
          Files.readString(taken.counts()));
      assertEquals(
          Files.readString(original.metrics()), Files.readString(taken.metrics()), "the curve");
    }
    for (String arm : List.of("redrawn", "order")) {
      assertNotEquals(
          Weights.read(original.weights()), Weights.read(cell(settings, arm, 0).weights()), arm);
    }
  }

  /// Whoever is taken for another would have come out as it.
  @Test
  void an_arm_that_is_run_alone_comes_out_the_same(@TempDir Path alone) throws Exception {
    Settings together = settings();
    trained(together);
    for (String arm : List.of("low", "low-once")) {
      Settings its = settings("arms", arm);
      Path folder = alone.resolve(arm);
      assertTrue(Runs.run(folder, its).complete());
      var own = CellFolder.of(folder, Identity.of(its), new Cell(arm, 0, 0));
      CellFolder taken = cell(together, arm, 0);
      assertEquals(Weights.read(own.weights()), Weights.read(taken.weights()), arm);
      assertEquals(Files.readString(own.counts()), Files.readString(taken.counts()), arm);
      assertEquals(Files.readString(own.metrics()), Files.readString(taken.metrics()), arm);
    }
  }

  /// What a budget leaves alone is something else, and a column of the counts says it.
  @Test
  void arms_with_other_budgets_train_their_own() {
    Settings settings =
        settings(
            "arms", "dense-low,low", "prune.output-fraction", "0", "arm.low.mask.budget", "erk");
    assertEquals(Set.of("ticket 0", "dense-low 0", "low 0", "low 1"), trained(settings));
  }

  /// The original is then the one that is there.
  @Test
  void a_later_run_takes_over_what_an_earlier_one_trained() {
    trained(settings("arms", "low"));
    assertEquals(Set.of("low-once 1"), trained(settings("arms", "low,low-once,dense-low")));
  }

  /// Another arm begins at step 5 of what `low` took over.
  @Test
  void states_that_are_wanted_of_one_are_saved_by_the_other() {
    Settings settings =
        settings(
            "arms", "dense-low,late",
            "arm.late.mask.of", "low",
            "arm.late.levels", "1",
            "arm.late.weights.of", "low",
            "arm.late.weights.level", "dense",
            "arm.late.weights.at", "5",
            "arm.late.schedule.from", "5");
    assertEquals(Set.of("ticket 0", "dense-low 0", "late 1"), trained(settings));
    assertTrue(Files.exists(cell(settings, "low", 0).state(5).path()));
    // One that is there without the state goes through its training again.
    assertTrue(cell(settings, "dense-low", 0).state(5).path().toFile().delete());
    assertTrue(cell(settings, "low", 0).state(5).path().toFile().delete());
    trained(settings);
    assertTrue(Files.exists(cell(settings, "low", 0).state(5).path()));
  }
}
