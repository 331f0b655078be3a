package org.tombola.lottery.ensemble;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tombola.engine.UnknownName;
import org.tombola.lottery.recipe.InvalidSettings;
import org.tombola.lottery.recipe.Recipes;
import org.tombola.lottery.recipe.Settings;
import org.tombola.lottery.run.Experiment;

class EnsembleSettingsTest {
  private static Settings settings(String key, String value) {
    return settings("lth-xor", key, value);
  }

  private static Settings settings(String recipe, String key, String value) {
    return Recipes.named(recipe)
        .settings("paper", new LinkedHashMap<>(key.isEmpty() ? Map.of() : Map.of(key, value)));
  }

  @Test
  void the_recipe_is_the_protocol() {
    var found = EnsembleSettings.of(settings("", ""));
    assertEquals(new EnsembleSize(Family.XOR, 10, 1000), found.size());
    assertEquals(List.of(10, 8, 6, 4, 3, 2), found.counts());
    assertEquals(3000, found.steps());
    assertEquals(0.5, found.rate());
    assertEquals("xor-10x1000", found.size().toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "network; xor-10; network must be like xor-10x1000",
        "network; xor-0x10; network must be like xor-10x1000",
        "network; xor-10x900000; at most 2000000 hidden units",
        "network; xor-8x10; prune.units must be below the 8 hidden units",
        "dataset; digits; dataset must be xor for the network xor-10x1000, not digits",
        "init; glorot-normal; init must be normal",
        "train.batch; 2; train.batch must be 4",
        "levels; 6; levels must be at most the 5 rounds of prune.units=8,6,4,3,2",
        "prune.units; '8,8'; each below the one before",
        "prune.units; '8,x'; prune.units must be a whole number",
        "train.optimizer.name; adam; train.optimizer.name has no meaning for the network"
            + " xor-10x1000",
        "train.patience; 3; train.patience has no meaning",
        "prune.fraction; 0.3; prune.fraction has no meaning",
        "data.augment; crop-flip; data.augment has no meaning",
        "arm.random-units.weights.at; 5; arm.random-units.weights.at has no meaning",
        "arm.random-units.trainable; output; arm.random-units.trainable has no meaning",
        "arm.random-units.mask.at; 100; arm.random-units.mask.at must be init or final",
        "arm.random-units.weights.rule; shuffled; arm.random-units.weights.rule must be kept",
        "arms; 'ticket,rearranged'; arms must be those that remove whole units",
        "analyses; instability ticket oneshot; analyses must be ones for the network xor-10x1000",
      })
  void what_cannot_be_or_has_no_meaning_is_refused(String key, String value, String said) {
    var thrown =
        assertThrows(InvalidSettings.class, () -> Experiment.of(settings(key, value)), said);
    assertTrue(thrown.getMessage().contains(said), thrown.getMessage());
    assertEquals(1, thrown.getMessage().lines().count());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "dataset; xor; dataset must be xord for the network xord-120x200, not xor",
        "prune.criterion; product; mask.criterion must be input or random",
        "train.batch; 2; train.batch has no meaning for the network xord-120x200",
        "train.margin; 0; train.margin must be above 0",
        "arm.iid.train.margin; -1; arm.iid.train.margin must be above 0 and at most 1000000, or 0",
        "arm.iid.data.choice; diverse; arm.iid.data.choice must be",
        "arm.iid.data.order; 1; arm.iid.data.order has no meaning",
      })
  void detectors_refuse_what_is_not_for_them(String key, String value, String said) {
    var thrown =
        assertThrows(
            InvalidSettings.class, () -> Experiment.of(settings("xord", key, value)), said);
    assertTrue(thrown.getMessage().contains(said), thrown.getMessage());
  }

  @Test
  void unknown_criteria_are_refused() {
    for (String key : List.of("prune.criterion", "arm.random-units.mask.criterion")) {
      var thrown = assertThrows(UnknownName.class, () -> Experiment.of(settings(key, "magnitude")));
      assertTrue(thrown.getMessage().contains("criterion of units"), thrown.getMessage());
    }
  }

  @Test
  void other_networks_refuse_what_is_about_ensembles() {
    refused("margin has no meaning", Map.of("train.margin", "8"));
    refused("margin has no meaning", Map.of("arm.mine.train.margin", "8"));
    refused("prune.units has no meaning", Map.of("prune.units", "8"));
    refused("analyses must be ones for the network", Map.of("analyses", "solved ticket"));
  }

  private static void refused(String said, Map<String, String> keys) {
    var thrown = assertThrows(InvalidSettings.class, () -> Experiment.of(Settings.ofKeys(keys)));
    assertTrue(thrown.getMessage().contains(said), thrown.getMessage());
  }
}
