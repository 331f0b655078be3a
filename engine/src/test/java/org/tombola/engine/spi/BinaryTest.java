package org.tombola.engine.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BinaryTest {
  @ParameterizedTest
  @EnumSource
  void means_what_its_name_says(Binary f) {
    float ofThreeAndTwo =
        switch (f) {
          case ADD -> 5f;
          case SUB -> 1f;
          case MUL -> 6f;
          case DIV -> 1.5f;
          case MAX, GATE -> 3f;
          case EQUAL -> 0f;
        };
    assertEquals(ofThreeAndTwo, f.of(3f, 2f));
  }

  @Test
  void gate_selects_instead_of_multiplying() {
    assertEquals(0f, Binary.GATE.of(Float.NaN, 0f));
    assertEquals(0f, Binary.GATE.of(3f, -1f));
  }

  @Test
  void equal_is_one() {
    assertEquals(1f, Binary.EQUAL.of(3f, 3f));
  }
}
