package org.tombola.lottery.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tombola.engine.UnknownName;

class ArmSettingsTest {
  private static final String RECIPE =
      """
      name: mine
      arms: [ticket, late, children]
      levels: 3
      train:
        iterations: 100
      arm:
        late:
          about: rewound to step 10
          weights: {at: 10}
          schedule: {from: 10}
        children:
          levels: [0, 3]
          mask: {of: late}
          weights: {at: 10}
          schedule: {from: 10}
          data: {order: 1}
      scales:
        smoke: {}
        far:
          arm.late.weights.at: 20
          arm.late.schedule.from: 20
      """;

  private static Settings settings(String scale, String... pairs) {
    return parsed(RECIPE, scale, pairs);
  }

  private static Settings parsed(String yaml, String scale, String... pairs) {
    var overrides = new LinkedHashMap<String, String>();
    for (int i = 0; i < pairs.length; i += 2) {
      overrides.put(pairs[i], pairs[i + 1]);
    }
    return RecipeFile.parse(yaml.getBytes(StandardCharsets.UTF_8)).settings(scale, overrides);
  }

  @Test
  void a_recipe_describes_arms_beside_the_built_in_ones() {
    Settings settings = settings("smoke");
    assertEquals(
        List.of("ticket", "reinit", "rearranged", "oneshot", "late", "children"),
        List.copyOf(settings.arm().keySet()));
    ArmSettings late = settings.arm().get("late");
    assertEquals(Moment.after(10), late.weights().at());
    assertEquals("rewound to step 10", late.about());
    assertEquals(List.of(0, 3), settings.arm().get("children").levels());
    assertEquals(Moment.after(20), settings("far").arm().get("late").weights().at());
    assertEquals(
        Moment.parse("1ep"),
        settings("smoke", "arm.late.weights.at", "1ep").arm().get("late").weights().at());
    assertEquals(
        List.of(1, 2),
        settings("smoke", "arm.oneshot.levels", "1,2").arm().get("oneshot").levels());
  }

  @Test
  void arms_survive_the_way_through_text_and_say_only_what_is_theirs() {
    Settings settings = settings("smoke");
    assertEquals(settings, Settings.ofKeys(settings.toKeys()));
    var keys = new TreeMap<>(settings.toKeys());
    keys.keySet().removeIf(key -> !key.startsWith("arm."));
    assertEquals(
        Map.of(
            "arm.late.about", "rewound to step 10",
            "arm.late.weights.at", "10",
            "arm.late.schedule.from", "10",
            "arm.children.about", "",
            "arm.children.levels", "0,3",
            "arm.children.mask.of", "late",
            "arm.children.weights.at", "10",
            "arm.children.schedule.from", "10",
            "arm.children.data.order", "1"),
        keys);
  }

  @Test
  void what_an_arm_is_belongs_to_its_cells_and_not_to_the_run() {
    Identity near = Identity.of(settings("smoke"));
    Identity far = Identity.of(settings("far"));
    assertEquals(near.hash(""), far.hash(""));
    assertEquals("", near.definition("ticket"));
    assertNotEquals(near.definition("late"), far.definition("late"));
    assertNotEquals(
        near.definition("children"), far.definition("children"), "it takes the masks of late");
    Identity other = Identity.of(settings("smoke", "arm.late.levels", "1", "arm.late.about", "x"));
    assertEquals(near.definition("late"), other.definition("late"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "arm.late.weights.at; soon; arm.late.weights.at must be init, final, steps",
        "arm.late.mask.rounds; twice; arm.late.mask.rounds must be iterative or one-shot, not"
            + " twice",
        "arm.late.mask.scope; local; arm.late.mask.scope",
        "arm.late.mask.places; best; arm.late.mask.places",
        "arm.late.weights.amount; -1; arm.late.weights.amount must be at least 0",
        "arm.late.weights.amount; much; arm.late.weights.amount must be a number",
        "arm.late.weights.of; children; itself",
        "arm.late.weights.pruned; one; arm.late.weights.pruned must be zero or start or",
        "arm.late.schedule.rate; slow; arm.late.schedule.rate must be schedule or final",
        "arm.late.schedule.optimizer; adam; arm.late.schedule.optimizer",
        "arm.late.schedule.scale; 0; arm.late.schedule.scale must be above 0",
        "arm.late.data.order; -1; arm.late.data.order",
        "arm.late.data.random-labels; 2; arm.late.data.random-labels",
        "arm.late.data.pixels; mixed; arm.late.data.pixels must be recipe or in-place",
        "arm.late.data.examples; -1; arm.late.data.examples must be at least 1",
        "arm.late.levels; 100; arm.late.levels",
        "arm.ticket.weights.at; 10; arm.ticket must be what it is everywhere"
      })
  void a_wrong_value_is_refused_naming_the_key(String key, String value, String said) {
    var thrown = assertThrows(RuntimeException.class, () -> settings("smoke", key, value));
    assertTrue(
        thrown instanceof InvalidSettings || thrown instanceof UnknownName, thrown::toString);
    assertTrue(thrown.getMessage().contains(said), thrown.getMessage());
    assertEquals(1, thrown.getMessage().lines().count());
  }

  @Test
  void weights_stand_still_only_where_the_mask_does() {
    var thrown =
        assertThrows(
            InvalidSettings.class,
            () ->
                settings(
                    "smoke", "arm.late.weights.pruned", "start", "arm.late.rewire.rule", "set"));
    assertTrue(
        thrown.getMessage().startsWith("arm.late.weights.pruned must be zero where"),
        thrown.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "arm.late.weights.att; did you mean 'arm.late.weights.at'",
        "arm.lat.weights.at; did you mean 'arm.late.weights.at'",
        "arm.late.shedule.from; did you mean 'arm.late.schedule.from'"
      })
  void an_unknown_key_of_an_arm_offers_the_nearest(String key, String said) {
    var thrown = assertThrows(UnknownName.class, () -> settings("smoke", key, "1"));
    assertTrue(thrown.getMessage().contains(said), thrown.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "weights: {att: 5}; did you mean 'arm.late.weights.at'",
        "wieghts: {at: 5}; did you mean 'arm.late.weights'",
        "weights: 5; must be a group of keys, like arm.late.weights.of",
        "mask: {of: tickets}; did you mean 'ticket'",
        "mask: {of: late}; itself",
        "weights: {of: ticket}; arm.late.weights.at must be a later moment"
      })
  void so_does_a_file(String line, String said) {
    String yaml = "name: mine\narm:\n  late:\n    " + line + "\n";
    var thrown = assertThrows(RuntimeException.class, () -> parsed(yaml, "paper"));
    assertTrue(thrown.getMessage().contains(said), thrown.getMessage());
  }

  @Test
  void a_name_must_fit_into_keys_and_folders() {
    for (String name : List.of("Late", "a.b", "a b", "-a", "a".repeat(41))) {
      String yaml = "name: mine\narm:\n  '" + name + "': {}\n";
      var thrown = assertThrows(InvalidSettings.class, () -> parsed(yaml, "paper"));
      assertTrue(thrown.getMessage().contains("the name of an arm"), thrown.getMessage());
    }
  }

  @Test
  void arms_in_a_circle_are_refused() {
    String yaml =
        """
        name: mine
        arm:
          a: {mask: {of: b}}
          b: {weights: {of: c, at: final}}
          c: {mask: {of: a}}
        """;
    var thrown = assertThrows(InvalidSettings.class, () -> parsed(yaml, "paper"));
    assertTrue(thrown.getMessage().contains("itself"), thrown.getMessage());
  }
}
