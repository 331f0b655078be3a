package org.tombola.lottery.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tombola.lottery.arm.Cell;
import org.tombola.lottery.prune.Mask;
import org.tombola.lottery.recipe.Identity;
import org.tombola.lottery.recipe.InvalidSettings;
import org.tombola.lottery.recipe.Settings;

/// Masks of criteria that look at data, through the whole of a run.
class PruneAtInitTest {
  @TempDir Path dir;

  private static Settings settings(String... more) {
    var pairs =
        new ArrayList<>(
            List.of(
                "arms", "snip,again,shuffled,relabelled,fewer,inverted,later",
                "levels", "3",
                "prune.scope", "global",
                "prune.fraction", "0.5",
                "prune.output-fraction", "0.5",
                "arm.snip.mask.at", "init",
                "arm.snip.mask.criterion", "snip",
                "arm.again.mask.at", "init",
                "arm.again.mask.criterion", "snip",
                "arm.shuffled.mask.of", "snip",
                "arm.shuffled.mask.places", "random",
                "arm.relabelled.mask.at", "init",
                "arm.relabelled.mask.criterion", "snip",
                "arm.relabelled.data.random-labels", "1",
                "arm.fewer.mask.at", "init",
                "arm.fewer.mask.criterion", "snip",
                "arm.fewer.mask.scores.per-class", "1",
                "arm.inverted.mask.at", "init",
                "arm.inverted.mask.criterion", "snip",
                "arm.inverted.mask.scores.keep", "lowest",
                "arm.later.mask.at", "6",
                "arm.later.mask.criterion", "snip",
                "arm.later.mask.scores.passes", "3"));
    pairs.addAll(List.of(more));
    return Runs.settings(pairs.toArray(String[]::new));
  }

  private Mask mask(Settings settings, String arm, int seed, int level) {
    return Mask.read(CellFolder.of(dir, Identity.of(settings), new Cell(arm, seed, level)).mask());
  }

  @Test
  void masks_are_of_the_seeds_and_the_arms_data() {
    Settings settings = settings();
    Outcome outcome = Runs.run(dir, settings);
    assertTrue(outcome.complete(), outcome::toString);
    Mask snip = mask(settings, "snip", 0, 3);
    assertEquals(snip, mask(settings, "again", 0, 3), "the same examples in every arm");
    assertNotEquals(snip, mask(settings, "snip", 1, 3), "another seed");
    assertNotEquals(snip, mask(settings, "relabelled", 0, 3), "other labels");
    assertNotEquals(snip, mask(settings, "fewer", 0, 3), "fewer examples");
    Mask shuffled = mask(settings, "shuffled", 0, 3);
    assertNotEquals(snip, shuffled);
    assertEquals(counts(snip), counts(shuffled));
    Mask inverted = mask(settings, "inverted", 0, 1);
    assertEquals(mask(settings, "snip", 0, 1).kept(), inverted.kept());
    assertTrue(mask(settings, "later", 0, 3).within(mask(settings, "later", 0, 2)));
  }

  private static List<Integer> counts(Mask mask) {
    return mask.layers().stream().map(Mask::kept).toList();
  }

  /// The output layer of LeNet-300-100 keeps 90 of 300; 266,200 weights are 260 after ten rounds of
  /// a half, and 65 after twelve.
  @Test
  void a_budget_that_cannot_be_met_is_refused_before_anything_is_trained() {
    for (String how : List.of("iterative", "one-shot")) {
      Settings settings =
          settings(
              "arms", "ticket,ratio",
              "levels", "12",
              "arm.ratio.mask.budget", "smart-ratio",
              "arm.ratio.mask.rounds", how,
              "arm.ratio.levels", "12");
      var thrown = assertThrows(InvalidSettings.class, () -> Runs.run(dir, settings));
      assertTrue(
          thrown.getMessage().startsWith("arm ratio: mask.budget smart-ratio keeps 0.3"),
          thrown.getMessage());
      assertTrue(Files.notExists(dir.resolve("cells")));
    }
    Settings taken =
        settings(
            "arms", "ticket,taken",
            "levels", "12",
            "arm.ratio.mask.budget", "smart-ratio",
            "arm.ratio.mask.rounds", "one-shot",
            "arm.taken.mask.of", "ratio");
    assertThrows(InvalidSettings.class, () -> Runs.run(dir, taken), "as another's mask");
    Settings possible =
        settings(
            "arms", "ratio",
            "levels", "1",
            "seeds", "0",
            "arm.ratio.mask.budget", "smart-ratio");
    assertTrue(Runs.run(dir, possible).complete());
  }

  @Test
  void passes_of_what_is_not_ranked_weight_by_weight_are_refused() {
    for (String other : List.of("budget erk", "structure filters", "structure narrow")) {
      String[] key = other.split(" ", 2);
      Settings settings = settings("network", "resnet-8", "arm.later.mask." + key[0], key[1]);
      var thrown = assertThrows(InvalidSettings.class, () -> Experiment.of(settings));
      assertTrue(
          String.valueOf(thrown.getMessage()).contains("mask.scores.passes 3"),
          thrown.getMessage());
    }
    var thrown =
        assertThrows(InvalidSettings.class, () -> settings("arm.later.mask.scores.passes", "0"));
    assertEquals("arm.later.mask.scores.passes must be in 1 .. 10000, not 0", thrown.getMessage());
    thrown =
        assertThrows(InvalidSettings.class, () -> settings("arm.snip.mask.scores.keep", "both"));
    assertEquals(
        "arm.snip.mask.scores.keep must be highest or lowest, not both", thrown.getMessage());
  }
}
