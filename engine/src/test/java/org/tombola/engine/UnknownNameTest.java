package org.tombola.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UnknownNameTest {
  private static final List<String> KEYS =
      List.of("arms", "train.batch", "train.iterations", "train.optimizer.lr");

  @Test
  void a_typing_error_leads_to_the_name_with_the_fewest_edits() {
    assertEquals(Optional.of("train.batch"), UnknownName.nearest("train.bach", KEYS));
    assertEquals(Optional.of("quick"), UnknownName.nearest("quik", List.of("smoke", "quick")));
  }

  @Test
  void the_last_part_of_a_key_leads_to_the_whole_key() {
    assertEquals(Optional.of("train.batch"), UnknownName.nearest("batch", KEYS));
    assertEquals(Optional.of("train.optimizer.lr"), UnknownName.nearest("train.lr", KEYS));
  }

  @Test
  void a_part_of_a_name_leads_to_the_name() {
    assertEquals(
        Optional.of("lenet-300-100"),
        UnknownName.nearest("lenet", List.of("xor", "lenet-300-100")));
  }

  @Test
  void nothing_is_offered_for_what_is_near_nothing() {
    var arms = List.of("ticket", "reinit");
    assertEquals(Optional.empty(), UnknownName.nearest("dense", arms));
    assertEquals(Optional.empty(), UnknownName.nearest("", arms));
    assertEquals(
        "no arm is called 'dense'; there are: ticket, reinit",
        new UnknownName("arm", "dense", arms).getMessage());
  }
}
