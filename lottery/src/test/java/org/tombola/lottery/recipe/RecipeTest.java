package org.tombola.lottery.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tombola.engine.UnknownName;

class RecipeTest {
  private static final Recipe LENET = Recipes.named("lth-lenet");

  @Test
  void paper_scale_is_the_protocol_of_the_paper() {
    Settings paper = LENET.settings("paper", overrides());
    assertEquals(Duration.iterations(50_000), paper.train().iterations());
    assertEquals(60, paper.train().batch());
    assertEquals("adam", paper.train().optimizer().name());
    assertEquals(1.2e-3, paper.train().optimizer().lr());
    assertEquals(Duration.iterations(100), paper.train().evaluateEvery());
    assertEquals(0.2, paper.prune().fraction());
    assertEquals(0.1, paper.prune().outputFraction());
    assertEquals(List.of("ticket", "reinit", "rearranged", "oneshot"), paper.arms().subList(0, 4));
    assertEquals(
        List.of(0.5, 1.0, 2.0, 3.0),
        List.of("noise-half", "noise-1", "noise-2", "noise-3").stream()
            .map(arm -> paper.arm().get(arm).weights().amount())
            .toList());
  }

  @Test
  void every_scale_of_every_recipe_is_valid() {
    for (String name : Recipes.names()) {
      Recipe recipe = Recipes.named(name);
      assertTrue(recipe.scales().keySet().containsAll(List.of("smoke", "quick", "paper")), name);
      for (String scale : recipe.scales().keySet()) {
        assertEquals(name, recipe.settings(scale, overrides()).recipe(), scale);
      }
    }
  }

  @Test
  void an_override_wins_over_scale_and_recipe() {
    Settings settings =
        LENET.settings(
            "smoke", overrides("train.batch", "32", "levels", "5", "arms", "reinit, ticket"));
    assertEquals(32, settings.train().batch());
    assertEquals(5, settings.levels());
    assertEquals(List.of("reinit", "ticket"), settings.arms());
    assertEquals(Duration.iterations(100), settings.train().iterations(), "from the scale");
  }

  @Test
  void a_star_sets_the_key_of_every_arm_it_fits() {
    Settings settings =
        LENET.settings("paper", overrides("arm.noise-*.levels", "3", "arm.noise-1.levels", "4"));
    assertEquals(List.of(3), settings.arm().get("noise-half").levels());
    assertEquals(List.of(4), settings.arm().get("noise-1").levels());
    assertEquals(List.of(7, 12), settings.arm().get("resampled").levels());
    unknown("arm.noise-1.levels", () -> LENET.settings("paper", overrides("arm.nois.levels", "1")));
    for (String none : List.of("arm.none*.levels", "arm.noise-*.level", "train.*", "recip*")) {
      assertThrows(UnknownName.class, () -> LENET.settings("paper", overrides(none, "1")), none);
    }
  }

  /// As in a recipe's file, with commas alone, or as the settings are printed.
  @ParameterizedTest
  @ValueSource(strings = {"[4,3]", "[4, 3]", " [ 4 , 3 ] ", "4,3", "4, 3", "['4', \"3\"]"})
  void a_list_may_be_written_with_brackets(String list) {
    Settings settings = LENET.settings("paper", overrides("arm.resampled.levels", list));
    assertEquals(List.of(4, 3), settings.arm().get("resampled").levels());
  }

  @Test
  void a_list_of_texts_or_of_nothing_may_have_brackets() {
    Settings settings =
        LENET.settings(
            "paper",
            overrides("arms", "[ticket, reinit]", "analyses", "[]", "arm.resampled.levels", "[]"));
    assertEquals(List.of("ticket", "reinit"), settings.arms());
    assertEquals(List.of(), settings.analyses());
    assertEquals(List.of(), settings.arm().get("resampled").levels());
  }

  @Test
  void settings_survive_the_way_through_text() {
    Settings settings =
        LENET.settings(
            "quick",
            overrides(
                "train.schedule.name",
                "multi-step",
                "train.schedule.milestones",
                "100,200",
                "seeds",
                "3,5-6"));
    assertEquals(
        List.of(Duration.iterations(100), Duration.iterations(200)),
        settings.train().schedule().milestones());
    assertEquals(settings, Settings.ofKeys(settings.toKeys()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "train.batch; 60.5; whole number",
        "train.batch; sixty; not 'sixty'",
        "train.batch; ''; whole number",
        "train.batch; 0; 1 .. 65536, not 0",
        "train.iterations; -1; not '-1'",
        "train.iterations; 0; 1 .. 100000000",
        "train.iterations; 0.00ep; not 0ep",
        "train.iterations; 8 ep; not '8 ep'",
        "train.iterations; 1e3; iterations below",
        "train.iterations; 100000001; iterations below",
        "train.patience; -1; at least 0",
        "train.checkpoint-every; often; like 8ep",
        "train.clip-norm; -1; at least 0",
        "train.clip-norm; NaN; finite",
        "train.label-smoothing; 1; below 1",
        "train.iterations; 99999999999; whole number",
        "train.evaluate-every; 0; at least 1",
        "train.optimizer.name; adamw; sgd or adam",
        "train.optimizer.lr; 0; above 0",
        "train.optimizer.lr; NaN; above 0",
        "train.optimizer.lr; Infinity; finite",
        "train.optimizer.lr; 1e39; 1e38",
        "train.optimizer.lr; 1e-300; above 0",
        "train.optimizer.lr; fast; a number",
        "train.optimizer.momentum; 1; below 1",
        "train.optimizer.nesterov; true; momentum",
        "train.optimizer.nesterov; maybe; true or false",
        "train.optimizer.weight-decay; -1; at least 0",
        "train.optimizer.beta1; 1; below 1",
        "train.optimizer.beta2; -0.1; at least 0",
        "train.optimizer.epsilon; 0; above 0",
        "train.schedule.name; linear; cosine",
        "train.schedule.warm-up; 999; below train.iterations",
        "train.schedule.milestones; 5; multi-step",
        "data.validation; 0; at least 1",
        "data.augment; flip; none or crop-flip",
        "data.examples; -1; at least 1",
        "data.choice; best; stratified",
        "data.random-labels; 1.1; in 0 .. 1",
        "data.random-labels; NaN; in 0 .. 1",
        "data.pixels; upside-down; shuffled",
        "prune.fraction; 0; above 0",
        "prune.fraction; 1; below 1",
        "prune.output-fraction; 1; below 1",
        "prune.scope; local; layerwise or global",
        "prune.scope; global; prune.output-fraction",
        "levels; -1; 0 .. 99",
        "levels; 100; 0 .. 99",
        "arms; ''; at least one",
        "arms; '[]'; at least one",
        "arms; '[ticket'; 'a list, like a,b or [a, b], not [ticket'",
        "arms; '[ticket], reinit'; a list",
        "arms; '[ticket] x [y]'; a list",
        "arms; '[ticket, [reinit]]'; a list",
        "arms; '[a: b]'; a list",
        "prune.units; '[8, six]'; whole number",
        "arms; 'ticket,ticket'; repetition",
        "seeds; 2-0; backwards",
        "recipe; other; another recipe"
      })
  void refuses_a_value_naming_the_key_and_the_range(String key, String value, String reason) {
    var thrown =
        assertThrows(InvalidSettings.class, () -> LENET.settings("smoke", overrides(key, value)));
    assertTrue(thrown.getMessage().contains(reason), thrown.getMessage());
    assertTrue(thrown.getMessage().contains(key.split("\\.", 2)[0]), thrown.getMessage());
    assertEquals(1, thrown.getMessage().lines().count());
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "False", "FALSE", "no", "0", "off"})
  void a_switch_that_says_no_is_never_on(String no) {
    var keys =
        overrides(
            "train.optimizer.name",
            "sgd",
            "train.optimizer.momentum",
            "0.9",
            "train.optimizer.nesterov",
            no);
    try {
      assertFalse(LENET.settings("smoke", keys).train().optimizer().nesterov());
    } catch (InvalidSettings refused) {
      assertFalse(no.equals("false"), refused::getMessage);
    }
  }

  @Test
  void an_unknown_key_scale_or_recipe_offers_the_nearest() {
    unknown("train.batch", () -> LENET.settings("smoke", overrides("train.bach", "1")));
    unknown("quick", () -> LENET.settings("quik", overrides()));
    unknown("lth-lenet", () -> Recipes.named("lth-lennet"));
  }

  private static void unknown(String nearest, Runnable action) {
    var thrown = assertThrows(UnknownName.class, action::run);
    assertTrue(thrown.getMessage().contains("did you mean '" + nearest + "'"), thrown.getMessage());
  }

  private static SequencedMap<String, String> overrides(String... pairs) {
    var overrides = new LinkedHashMap<String, String>();
    for (int i = 0; i < pairs.length; i += 2) {
      overrides.put(pairs[i], pairs[i + 1]);
    }
    return overrides;
  }
}
