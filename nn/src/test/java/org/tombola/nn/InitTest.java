package org.tombola.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.engine.UnknownName;

class InitTest {
  private static final Shape FC1 = Shape.of(300, 784);

  /// Expected: √(2 / 1084) and √(2 / 784) for fc1, √(2 / 450) and √(2 / 225) for 25 filters of (9,
  /// 5, 5).
  @ParameterizedTest
  @CsvSource({
    "GLOROT_NORMAL, 0.0429537, 0.0485071",
    "GLOROT_UNIFORM, 0.0429537, 0.0485071",
    "KAIMING_NORMAL, 0.0505076, 0.0942809",
    "KAIMING_UNIFORM, 0.0505076, 0.0942809"
  })
  void standard_deviations_follow_the_formulas(Init init, double linear, double filters) {
    assertEquals(linear, init.deviation(FC1), 1e-7);
    assertEquals(filters, init.deviation(Shape.of(25, 9, 5, 5)), 1e-7);
    float[] drawn = init.weight("w", FC1, new Rng(1)).toArray();
    double sum = 0;
    double squares = 0;
    for (float x : drawn) {
      sum += x;
      squares += (double) x * x;
    }
    // 235,200 numbers: the mean's standard error is σ/485, the deviation's about σ/686.
    assertEquals(0, sum / drawn.length, 4 * linear / 485);
    assertEquals(linear, Math.sqrt(squares / drawn.length), 4 * linear / 686);
  }

  @ParameterizedTest
  @EnumSource
  void uniform_stays_inside_its_bounds_and_normal_does_not(Init init) {
    double bound = Math.sqrt(3) * init.deviation(FC1);
    boolean beyond = false;
    double nearest = 1;
    for (float x : init.weight("w", FC1, new Rng(1)).toArray()) {
      beyond |= Math.abs(x) > bound * (1 + 1e-6);
      nearest = Math.min(nearest, Math.abs(Math.abs(x) - bound));
    }
    assertEquals(init.label().endsWith("normal"), beyond);
    assertTrue(nearest < 1e-4, "nothing near the bound: " + nearest);
  }

  @ParameterizedTest
  @EnumSource
  void an_element_depends_on_seed_name_and_index_alone(Init init) {
    float[] drawn = init.weight("fc1.weight", FC1, new Rng(1)).toArray();
    assertArrayEquals(drawn, init.weight("fc1.weight", FC1, new Rng(1)).toArray());
    assertFalse(Arrays.equals(drawn, init.weight("fc2.weight", FC1, new Rng(1)).toArray()));
    assertFalse(Arrays.equals(drawn, init.weight("fc1.weight", FC1, new Rng(2)).toArray()));
    Shape swapped = Shape.of(784, 300);
    if (init == Init.GLOROT_NORMAL || init == Init.GLOROT_UNIFORM) {
      assertArrayEquals(drawn, init.weight("fc1.weight", swapped, new Rng(1)).toArray());
    }
    float[] first = init.weight("fc1.weight", Shape.of(1, 784), new Rng(1)).toArray();
    double ratio = init.deviation(FC1) / init.deviation(Shape.of(1, 784));
    for (int i = 0; i < first.length; i++) {
      assertEquals(drawn[i], ratio * first[i], 1e-6);
    }
  }

  @Test
  void biases_are_zero() {
    Parameter bias = Init.bias("fc1.bias", 300);
    assertEquals(Role.BIAS, bias.role());
    assertArrayEquals(new float[300], bias.toArray());
  }

  @Test
  void names_lead_to_initialisers_and_wrong_ones_to_the_nearest() {
    for (String label : Init.labels()) {
      assertEquals(label, Init.named(label).label());
    }
    var e = assertThrows(UnknownName.class, () -> Init.named("kaiming-norml"));
    assertEquals(
        "no initialiser is called 'kaiming-norml'; did you mean 'kaiming-normal'? There are:"
            + " glorot-normal, glorot-uniform, kaiming-normal, kaiming-uniform",
        e.getMessage());
  }
}
