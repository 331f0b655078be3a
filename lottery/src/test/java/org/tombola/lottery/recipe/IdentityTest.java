package org.tombola.lottery.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class IdentityTest {
  private static final Settings PAPER =
      Recipes.named("lth-lenet").settings("paper", new TreeMap<>());

  /// A key added later must have a default that leaves these as they are: run folders bear them.
  @Test
  void identities_are_as_they_always_were() {
    assertEquals(
        """
        prune.output-fraction=0.1
        recipe=lth-lenet
        train.iterations=50000
        train.optimizer.lr=0.0012
        train.optimizer.name=adam
        """,
        Identity.of(PAPER).canonical());
    assertEquals(
        "2a147e38e5b0921c1bb863fd782775512eb41135b506e27650af685945f9c627",
        Identity.of(PAPER).hash(""));
    assertEquals("", Identity.of(Settings.DEFAULTS).canonical());
  }

  @Test
  void the_grid_is_not_part_of_it() {
    assertEquals(Identity.of(PAPER), Identity.of(with("seeds", "7")));
    assertEquals(Identity.of(PAPER), Identity.of(with("levels", "3")));
    assertEquals(Identity.of(PAPER), Identity.of(with("arms", "ticket")));
  }

  @Test
  void any_other_key_changes_the_hash_and_is_named() {
    Identity other = Identity.of(with("train.batch", "61"));
    assertNotEquals(Identity.of(PAPER).hash(""), other.hash(""));
    assertNotEquals(other.hash(""), other.hash("part"));
    assertEquals(
        Optional.of("train.batch is 60 there and 61 here"), Identity.of(PAPER).difference(other));
    assertEquals(Optional.empty(), other.difference(other));
  }

  private static Settings with(String key, String value) {
    var keys = PAPER.toKeys();
    keys.putAll(Map.of(key, value));
    return Settings.ofKeys(keys);
  }
}
