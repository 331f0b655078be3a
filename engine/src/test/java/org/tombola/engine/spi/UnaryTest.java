package org.tombola.engine.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UnaryTest {
  @ParameterizedTest
  @EnumSource
  void means_what_its_name_says(Unary f) {
    float ofTwo =
        switch (f) {
          case NEG -> -2f;
          case EXP -> 7.389056f;
          case LOG -> 0.6931472f;
          case SQRT -> 1.4142135f;
          case ABS, RELU -> 2f;
          case SQUARE -> 4f;
          case RECIPROCAL -> 0.5f;
          case SIGMOID -> 0.8807970f;
          case SOFTPLUS -> 2.126928f;
          case SIGN -> 1f;
        };
    assertEquals(ofTwo, f.of(2f), 1e-6f);
  }

  @Test
  void kinks_fall_on_the_documented_side() {
    assertEquals(0f, Unary.RELU.of(-3f));
    assertEquals(3f, Unary.ABS.of(-3f));
    assertEquals(-1f, Unary.SIGN.of(-3f));
    assertEquals(0f, Unary.SIGN.of(0f));
    assertTrue(Float.isNaN(Unary.RELU.of(Float.NaN)));
  }

  @Test
  void saturating_functions_do_not_overflow() {
    assertEquals(1f, Unary.SIGMOID.of(200f));
    assertEquals(0f, Unary.SIGMOID.of(-200f));
    assertEquals(200f, Unary.SOFTPLUS.of(200f));
    assertEquals(0f, Unary.SOFTPLUS.of(-200f));
  }
}
