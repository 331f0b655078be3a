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
  /// 5, 5); for orthogonal 1 / √784 and 1 / √225; 1 for the standard normal distribution.
  @ParameterizedTest
  @CsvSource({
    "GLOROT_NORMAL, 0.0429537, 0.0485071",
    "GLOROT_UNIFORM, 0.0429537, 0.0485071",
    "KAIMING_NORMAL, 0.0505076, 0.0942809",
    "KAIMING_UNIFORM, 0.0505076, 0.0942809",
    "BINARY,          0.0505076, 0.0942809",
    "ORTHOGONAL,      0.0357143, 0.0666667",
    "NORMAL,          1, 1"
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
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"BINARY", "ORTHOGONAL"})
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
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ORTHOGONAL")
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
  void binary_knows_two_numbers_equally_often() {
    double deviation = Init.BINARY.deviation(FC1);
    int positive = 0;
    for (float x : Init.BINARY.weight("w", FC1, new Rng(1)).toArray()) {
      assertEquals(deviation, Math.abs(x), 1e-8);
      positive += x > 0 ? 1 : 0;
    }
    // 235,200 coins: the share's standard error is 1/970.
    assertEquals(0.5, positive / 235_200.0, 4 / 970.0);
  }

  /// Wide, tall, and the filters of a convolution as (outputs, the rest).
  @ParameterizedTest
  @CsvSource({"20, 50, 1, 1", "50, 20, 1, 1", "30, 30, 1, 1", "16, 3, 3, 3"})
  void orthogonal_rows_or_columns_are_orthonormal(int outputs, int inputs, int height, int width) {
    Shape shape = Shape.of(outputs, inputs, height, width);
    float[] w = Init.ORTHOGONAL.weight("w", shape, new Rng(1)).toArray();
    assertArrayEquals(w, Init.ORTHOGONAL.weight("w", shape, new Rng(1)).toArray());
    int columns = w.length / outputs;
    boolean tall = outputs > columns;
    for (int a = 0; a < Math.min(outputs, columns); a++) {
      for (int b = 0; b <= a; b++) {
        double dot = 0;
        for (int k = 0; k < Math.max(outputs, columns); k++) {
          dot +=
              tall
                  ? (double) w[k * columns + a] * w[k * columns + b]
                  : (double) w[a * columns + k] * w[b * columns + k];
        }
        assertEquals(a == b ? 1 : 0, dot, 1e-6, a + " with " + b);
      }
    }
  }

  @Test
  void norms_start_as_their_initialiser_says() {
    var rng = new Rng(1);
    float[] uniform = NormInit.UNIFORM.scale("bn1.weight", 1000, rng).toArray();
    float[] signed = NormInit.POSITIVE_NEGATIVE.scale("bn1.weight", 1000, rng).toArray();
    double sum = 0;
    for (int i = 0; i < uniform.length; i++) {
      assertTrue(uniform[i] >= 0 && uniform[i] < 1);
      assertEquals(2 * uniform[i] - 1, signed[i], 1e-6);
      sum += uniform[i];
    }
    assertEquals(0.5, sum / 1000, 4 * 0.2887 / Math.sqrt(1000));
    assertArrayEquals(new float[] {1, 1}, NormInit.ONE.scale("w", 2, rng).toArray());
    assertArrayEquals(new float[] {0, 0}, NormInit.UNIFORM.shift("b", 2).toArray());
    assertArrayEquals(new float[] {1, 1}, NormInit.ONE_ONE.scale("w", 2, rng).toArray());
    assertArrayEquals(new float[] {1, 1}, NormInit.ONE_ONE.shift("b", 2).toArray());
    for (String label : NormInit.labels()) {
      assertEquals(label, NormInit.named(label).label());
    }
    assertThrows(UnknownName.class, () -> NormInit.named("two"));
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
            + " glorot-normal, glorot-uniform, kaiming-normal, kaiming-uniform, binary, orthogonal,"
            + " normal",
        e.getMessage());
  }
}
