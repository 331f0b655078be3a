package org.tombola.lottery.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeedsTest {
  @Test
  void reads_ranges_and_lists() {
    assertEquals(List.of(0, 1, 2, 3, 4), Seeds.parse("0-4").values());
    assertEquals(List.of(0, 3), Seeds.parse("0,3").values());
    assertEquals(List.of(0, 1, 2, 7), Seeds.parse("7, 0-2").values());
  }

  @Test
  void has_one_spelling_for_each_set() {
    assertEquals("0,1,2,7", Seeds.parse("7,0-2").toString());
    assertEquals(Seeds.parse("0-1"), Seeds.parse("1,0"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "4-1; write 1-4",
        "0,0; seed 0 twice",
        "0-3,2; seed 2 twice",
        "-1; from 0",
        "x; from 0",
        "1.5; from 0",
        "'1,'; from 0",
        "''; from 0",
        "0-999999999; more than 1000",
        "99999999999; from 0"
      })
  void refuses_with_the_reason(String text, String reason) {
    var thrown = assertThrows(InvalidSettings.class, () -> Seeds.parse(text));
    assertTrue(thrown.getMessage().contains(reason), thrown.getMessage());
  }
}
