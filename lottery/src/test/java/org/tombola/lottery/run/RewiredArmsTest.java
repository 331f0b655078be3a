package org.tombola.lottery.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tombola.lottery.arm.Arms;
import org.tombola.lottery.arm.Cell;
import org.tombola.lottery.prune.Mask;
import org.tombola.lottery.recipe.Identity;
import org.tombola.lottery.recipe.InvalidSettings;
import org.tombola.lottery.recipe.Settings;
import org.tombola.nn.Weights;

/// Arms whose masks change during training, twelve steps each.
class RewiredArmsTest {
  @TempDir Path dir;

  private static Settings settings(String... pairs) {
    var all =
        new ArrayList<>(
            List.of(
                "arms", "set,rigl,snfs,gradual,str,noisy,gated,child,again,budget",
                "seeds", "0",
                "levels", "1",
                "prune.fraction", "0.9",
                "prune.output-fraction", "0.9",
                "train.checkpoint-every", "5",
                "train.optimizer.momentum", "0.9",
                "analysis.moments", "4,7"));
    all.addAll(List.of("analyses", "gradient-flow set, gradient-flow gradual"));
    for (String rule : List.of("set", "rigl", "snfs")) {
      all.addAll(
          List.of(
              "arm." + rule + ".mask.at", "init",
              "arm." + rule + ".mask.budget", "erk",
              "arm." + rule + ".mask.places", "random",
              "arm." + rule + ".rewire.rule", rule,
              "arm." + rule + ".rewire.every", "3"));
    }
    all.addAll(
        List.of(
            "arm.gradual.mask.at", "init",
            "arm.gradual.rewire.rule", "gradual",
            "arm.gradual.rewire.every", "2",
            "arm.gradual.rewire.from", "2",
            "arm.gradual.rewire.until", "10",
            "arm.str.mask.at", "init",
            "arm.str.rewire.rule", "str",
            "arm.str.rewire.threshold", "-4",
            "arm.noisy.mask.at", "init",
            "arm.noisy.rewire.rule", "variational-dropout",
            "arm.noisy.rewire.gates.dropout", "0.85",
            "arm.noisy.rewire.gates.penalty", "10",
            "arm.gated.mask.at", "init",
            "arm.gated.rewire.rule", "l0",
            "arm.gated.rewire.gates.dropout", "0.9",
            "arm.gated.rewire.gates.penalty", "0.001",
            "arm.gated.train.optimizer", "adam",
            "arm.gated.schedule.scale", "0.3",
            "arm.budget.mask.of", "str",
            "arm.budget.mask.places", "random",
            "arm.child.mask.of", "gradual",
            "arm.again.mask.of", "gradual",
            "arm.again.weights.at", "final",
            "arm.again.schedule.from", "11"));
    all.addAll(List.of(pairs));
    return Runs.settings(all.toArray(String[]::new));
  }

  private CellFolder cell(String arm) {
    return CellFolder.of(dir, Identity.of(settings()), new Cell(arm, 0, 1));
  }

  @Test
  void masks_change_in_training_and_other_arms_take_the_last() {
    Outcome outcome = Runs.run(dir, settings());
    assertTrue(outcome.complete(), outcome::toString);
    for (String arm : List.of("set", "rigl", "snfs", "gradual")) {
      Mask mask = Mask.read(cell(arm).mask());
      Weights weights = Weights.read(cell(arm).weights());
      assertEquals(mask.apply(weights), weights, arm);
      assertEquals(0.1, mask.density(), 0.001, arm);
      double density =
          outcome.results().stream()
              .filter(r -> r.arm().equals(arm))
              .mapToDouble(Result::density)
              .findFirst()
              .orElseThrow();
      assertEquals(mask.density(), density, 1e-9);
    }
    double early = cell("gradual").state(4).mask().orElseThrow().density();
    // Two of eight steps: 1 − 0.9 · (1 − (3/4)³).
    assertEquals(0.4797, early, 0.001);
    assertNotEquals(
        cell("set").state(7).mask().orElseThrow(), Mask.read(cell("set").mask()), "at 9 once more");
    Mask last = Mask.read(cell("gradual").mask());
    assertEquals(last, Mask.read(cell("child").mask()));
    assertEquals(last, Mask.read(cell("again").mask()));

    Mask thresholds = Mask.read(cell("str").mask());
    Weights thresholded = Weights.read(cell("str").weights());
    assertEquals(thresholds.apply(thresholded), thresholded);
    assertTrue(thresholds.density() > 0.5 && thresholds.density() < 0.95, thresholds::toString);
    for (String arm : List.of("noisy", "gated")) {
      Mask gates = Mask.read(cell(arm).mask());
      Weights gated = Weights.read(cell(arm).weights());
      assertEquals(gates.apply(gated), gated, arm);
      assertTrue(gates.density() > 0.05 && gates.density() < 0.95, arm + " " + gates);
    }
    Mask budget = Mask.read(cell("budget").mask());
    assertEquals(
        thresholds.layers().stream().map(Mask::kept).toList(),
        budget.layers().stream().map(Mask::kept).toList());
    assertNotEquals(thresholds, budget);

    Path killed = dir.resolve("killed");
    for (int step : List.of(6, 11)) {
      Runs.run(killed, settings(), 1, 1, new Kill(step));
    }
    assertTrue(Runs.run(killed, settings()).complete());
    var whole = Runs.content(dir);
    whole.keySet().removeIf(name -> name.startsWith("killed"));
    assertEquals(whole, Runs.content(killed));
  }

  private record Kill(int at) implements Progress {
    @Override
    public void step(Cell cell, int step) {
      if (step == at) {
        throw new StackOverflowError("killed");
      }
    }
  }

  /// Twelve steps stretched to twenty-four, and cut to eight.
  @Test
  void a_mask_changes_until_the_end_of_its_own_training() {
    Settings settings =
        settings(
            "arms", "long,short",
            "arm.long.mask.at", "init",
            "arm.long.rewire.rule", "edge-popup",
            "arm.long.schedule.stretch", "2",
            "arm.short.mask.at", "init",
            "arm.short.rewire.rule", "edge-popup",
            "arm.short.schedule.to", "8");
    var timeline = new Timeline(Arms.of(settings), settings.train(), _ -> 5);
    assertEquals(24, timeline.rewiring(new Cell("long", 0, 1)).until());
    assertEquals(8, timeline.rewiring(new Cell("short", 0, 1)).until());
  }

  @Test
  void a_span_that_is_none_is_refused_naming_the_arm() {
    var wrong = settings("arm.gradual.rewire.until", "2");
    var thrown = assertThrows(InvalidSettings.class, () -> Runs.run(dir, wrong));
    assertTrue(thrown.getMessage().startsWith("arm gradual: arm.rewire.from must be before"));
  }
}
