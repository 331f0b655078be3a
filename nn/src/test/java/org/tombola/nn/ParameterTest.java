package org.tombola.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.tombola.engine.Shape;
import org.tombola.engine.Tensor;

class ParameterTest {
  private final Parameter p = new Parameter("fc.weight", Role.WEIGHT, Shape.of(2, 2));

  @Test
  void starts_at_zero_and_is_tracked() {
    assertArrayEquals(new float[4], p.toArray());
    assertTrue(p.tensor().isTracked());
    assertSame(p.tensor(), p.tensor());
    assertNull(p.mask());
  }

  @Test
  void a_mask_zeroes_at_once_and_after_every_write() {
    p.write(new float[] {-1f, 2f, Float.NaN, -4f});
    p.mask(new float[] {0f, 1f, 0f, 1f});
    assertBits(p, 0f, 2f, 0f, -4f);
    p.write(new float[] {-5f, -6f, Float.NEGATIVE_INFINITY, 8f});
    assertBits(p, 0f, -6f, 0f, 8f);
    assertArrayEquals(new float[] {0f, 1f, 0f, 1f}, Tensor.wrap(p.mask()).toArray());
  }

  @Test
  void without_its_mask_it_takes_any_value_again() {
    p.write(new float[] {1f, 2f, 3f, 4f});
    p.mask(new float[4]);
    p.mask(null);
    assertNull(p.mask());
    assertBits(p, 0f, 0f, 0f, 0f);
    p.write(new float[] {1f, 2f, 3f, 4f});
    assertBits(p, 1f, 2f, 3f, 4f);
  }

  @Test
  void keeps_no_reference_to_the_arrays_it_is_given() {
    float[] values = {1f, 2f, 3f, 4f};
    float[] zeroOne = {1f, 1f, 1f, 0f};
    p.write(values);
    p.mask(zeroOne);
    values[0] = 9f;
    zeroOne[0] = 0f;
    p.toArray()[1] = 9f;
    p.write(new float[] {1f, 2f, 3f, 4f});
    assertBits(p, 1f, 2f, 3f, 0f);
  }

  @Test
  void wrong_counts_and_masks_are_refused_and_change_nothing() {
    p.write(new float[] {1f, 2f, 3f, 4f});
    var values = assertThrows(WeightsException.class, () -> p.write(new float[3]));
    assertEquals("parameter 'fc.weight' of shape 2×2: 3 values, expected 4", values.getMessage());
    assertThrows(WeightsException.class, () -> p.mask(new float[5]));
    var half = assertThrows(WeightsException.class, () -> p.mask(new float[] {0f, 1f, .5f, 1f}));
    assertEquals("parameter 'fc.weight': mask value 2 is 0.5, expected 0 or 1", half.getMessage());
    assertBits(p, 1f, 2f, 3f, 4f);
    assertNull(p.mask());
  }

  private static void assertBits(Parameter p, float... expected) {
    float[] found = p.toArray();
    for (int i = 0; i < expected.length; i++) {
      assertEquals(
          Float.floatToRawIntBits(expected[i]), Float.floatToRawIntBits(found[i]), "element " + i);
    }
  }
}
