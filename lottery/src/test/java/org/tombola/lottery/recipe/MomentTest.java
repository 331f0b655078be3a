package org.tombola.lottery.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MomentTest {
  @ParameterizedTest
  @CsvSource({
    "init, 0, init",
    "0, 0, init",
    "500, 500, 500",
    "2ep, 20, 2ep",
    "0.5ep, 5, 0.5ep",
    "final, 1000, final",
    "final-30ep, 700, final-30ep",
    "final-1000, 0, final-1000",
    "final-0, 1000, final"
  })
  void is_read_counted_and_written(String text, int step, String spelling) {
    Moment moment = Moment.parse(text);
    assertEquals(step, moment.in(1000, 10));
    assertEquals(spelling, moment.toString());
    assertEquals(moment, Moment.parse(spelling));
  }

  @Test
  void only_no_time_at_all_is_the_start_or_the_end() {
    assertTrue(Moment.parse("0").isInit());
    assertTrue(Moment.parse("final").isFinal());
    assertFalse(Moment.parse("final-5").isFinal());
    assertFalse(Moment.parse("5").isInit());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "end", "final-", "final-x", "-5", "5 ep", "init-5"})
  void another_form_is_refused_saying_the_forms(String text) {
    var thrown = assertThrows(IllegalArgumentException.class, () -> Moment.parse(text));
    assertTrue(thrown.getMessage().contains("final-30ep"), thrown.getMessage());
    assertTrue(thrown.getMessage().contains("'" + text + "'"), thrown.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1001", "101ep", "final-1001"})
  void a_moment_outside_the_training_is_refused(String text) {
    assertThrows(InvalidSettings.class, () -> Moment.parse(text).in(1000, 10));
  }
}
