package org.tombola.lottery.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tombola.lottery.arm.Cell;
import org.tombola.lottery.prune.Criteria;
import org.tombola.lottery.prune.Criterion;
import org.tombola.lottery.prune.Mask;
import org.tombola.lottery.recipe.Identity;
import org.tombola.lottery.recipe.Recipes;
import org.tombola.lottery.recipe.Settings;
import org.tombola.lottery.rewire.RewireRule;

/// The checks of the recipe `random-tickets`, made of every source of masks there is: its arms take
/// their masks from those whose names begin with `source`, and nothing but these is set.
class MaskSourcesTest {
  private static final List<String> ARMS =
      List.of(
          "initial", "initial-rearranged", "initial-corrupted", "initial-half", "trained-shuffled");

  /// Those that look at no data. All others make another mask of other data.
  private static final Set<String> BLIND =
      Set.of(
          "mask.at=init mask.criterion=magnitude",
          "mask.at=init mask.criterion=relative-magnitude",
          "mask.at=init mask.criterion=random",
          "mask.at=init mask.criterion=synflow",
          "mask.criterion=large-init",
          "mask.criterion=small-init",
          "mask.structure=narrow");

  @TempDir Path dir;

  /// Criteria that compare with the start are for trained weights, the others are tried at the
  /// start.
  static List<String> sources() {
    var criteria =
        Criteria.all().stream()
            .map(c -> (looksBack(c) ? "" : "mask.at=init ") + "mask.criterion=" + c.name());
    var rewired =
        Arrays.stream(RewireRule.values())
            .filter(rule -> rule != RewireRule.NONE)
            .map(rule -> "mask.at=init rewire.every=2 rewire.rule=" + rule.label())
            // At their edge, so that some close in a handful of steps.
            .map(s -> s.endsWith("=l0") ? s + " rewire.gates.dropout=0.9 train.optimizer=adam" : s);
    var others =
        Stream.of(
            "mask.criterion=magnitude",
            "mask.rounds=iterative",
            "mask.places=random",
            "mask.budget=erk mask.scope=layerwise",
            "mask.structure=narrow",
            "mask.structure=units",
            "mask.structure=units mask.criterion=greedy-loss",
            "mask.structure=units mask.criterion=greedy-imitation",
            "mask.structure=filters mask.criterion=norm-scale network=resnet-8");
    return Stream.of(criteria, rewired, others).flatMap(all -> all).toList();
  }

  private static boolean looksBack(Criterion criterion) {
    return criterion.getClass().getSimpleName().equals("Change");
  }

  private static Settings settings(String source) {
    var pairs = new TreeMap<String, String>();
    pairs.put("arms", String.join(",", ARMS));
    pairs.put("data.examples", "100");
    pairs.put("data.test-examples", "30");
    pairs.put("arm.source-half.data.examples", "70");
    for (String word : source.split(" ", -1)) {
      String[] pair = word.split("=", 2);
      pairs.put(pair[0].equals("network") ? pair[0] : "arm.source*." + pair[0], pair[1]);
    }
    return Recipes.named("random-tickets").settings("smoke", pairs);
  }

  private static List<Integer> counts(Mask mask) {
    return mask.layers().stream().map(Mask::kept).toList();
  }

  @ParameterizedTest
  @MethodSource("sources")
  void every_source_is_checked(String source) {
    Settings settings = settings(source);
    Outcome outcome = Runs.run(dir, settings);
    assertTrue(outcome.complete(), outcome::toString);
    var masks = new TreeMap<String, Mask>();
    for (String arm : ARMS) {
      var cell = CellFolder.of(dir, Identity.of(settings), new Cell(arm, 0, 2));
      masks.put(arm, Mask.read(cell.mask()));
    }
    Mask mask = masks.get("initial");
    assertEquals(mask, masks.get("trained-shuffled"));
    assertEquals(counts(mask), counts(masks.get("initial-rearranged")));
    assertNotEquals(mask, masks.get("initial-rearranged"), "other places");
    for (String other : List.of("initial-corrupted", "initial-half")) {
      assertEquals(BLIND.contains(source), mask.equals(masks.get(other)), other);
    }
  }
}
