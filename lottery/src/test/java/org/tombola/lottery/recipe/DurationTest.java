package org.tombola.lottery.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTest {
  @ParameterizedTest
  @CsvSource({"0,0", "5000,5000", "100000000,100000000", "0ep,0", "8ep,2808", "0.5ep,176"})
  void is_so_many_iterations_with_351_an_epoch(String text, int iterations) {
    assertEquals(iterations, Duration.parse(text).in(351));
  }

  @Test
  void part_of_an_epoch_is_never_no_iteration() {
    assertEquals(1, Duration.parse("0.1ep").in(2));
  }

  @Test
  void has_one_spelling() {
    assertEquals("8ep", Duration.parse("8.0ep").toString());
    assertEquals("10ep", Duration.epochs(10).toString());
    assertEquals("0.25ep", Duration.parse("00.250ep").toString());
    assertEquals("100", Duration.parse("0100").toString());
    assertEquals(Duration.parse("8ep"), Duration.parse("8.00ep"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ep", "-1", "1.5", "8 ep", "8EP", "1e3", "100000001", "∞", "8epep"})
  void refuses_another_form_naming_both(String text) {
    var thrown = assertThrows(IllegalArgumentException.class, () -> Duration.parse(text));
    assertTrue(thrown.getMessage().contains("like 5000"), thrown.getMessage());
    assertTrue(thrown.getMessage().contains("like 8ep"), thrown.getMessage());
  }

  @Test
  void more_iterations_than_can_be_counted_are_refused() {
    var thrown = assertThrows(InvalidSettings.class, () -> Duration.parse("1000000ep").in(351));
    assertTrue(thrown.getMessage().startsWith("1000000ep are more than"), thrown.getMessage());
  }
}
