package org.tombola.engine.cases;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.tombola.engine.Backends;
import org.tombola.engine.Rng;
import org.tombola.engine.spi.Backend;

class OpCasesTest {
  private final Backend reference = Backends.open("reference", 1);

  @Test
  void names_are_unique() {
    var seen = new HashSet<String>();
    var all = new ArrayList<>(OpCases.all());
    all.addAll(OpCases.large());
    all.forEach(c -> assertTrue(seen.add(c.name()), c.name()));
  }

  @Test
  void a_case_draws_the_same_numbers_every_time() {
    OpCase linear = OpCases.named("linear").getFirst();
    assertArrayEquals(linear.draw().getFirst(), linear.draw().getFirst());
    assertEquals("linear(*1×1, 1×1)", linear.name());
  }

  /// The check itself must be able to fail: a derivative of half the true size, and none at all.
  @Test
  void a_wrong_derivative_is_named() {
    Input x = Input.batched(Values.normal(), 3, 2);
    OpCase half = OpCase.of("half", t -> t.getFirst().plus(t.getFirst().detach()).times(0.5f), x);
    var error = assertThrows(AssertionError.class, () -> GradientCheck.check(half, reference));
    assertTrue(
        error.getMessage().startsWith("half(*3×2) on reference: gradient of input 0 (*3×2), entry"),
        error.getMessage());
  }

  /// An error in a single element of many is seen, and so is a result that is not a number.
  @Test
  void a_wrong_element_is_named() {
    float[] expected = new float[100];
    expected[3] = 1f;
    float[] got = expected.clone();
    Closeness.check("x", expected, got, 0);
    got[70] = 0.5f;
    var error = assertThrows(AssertionError.class, () -> Closeness.check("x", expected, got, 0.1));
    assertEquals("x, element 70: got 0.500000000, expected 0.00000000 +- 0.1", error.getMessage());
    got[70] = Float.NaN;
    assertThrows(AssertionError.class, () -> Closeness.check("x", expected, got, 1e9));
  }

  @Test
  void values_keep_clear_of_kinks_and_ties() {
    var stream = new Rng(1).stream("values");
    for (float x : Values.eitherSign(0.5f, 2f).draw(stream, 1000)) {
      assertTrue(Math.abs(x) >= 0.5f && Math.abs(x) <= 2f);
    }
    float[] distinct = Values.distinct().draw(stream, 300);
    Arrays.sort(distinct);
    for (int i = 1; i < distinct.length; i++) {
      assertTrue(distinct[i] - distinct[i - 1] > 0.04f);
    }
  }
}
