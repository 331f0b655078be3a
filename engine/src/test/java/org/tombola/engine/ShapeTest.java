package org.tombola.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ShapeTest {
  private static final Shape BOX = Shape.of(2, 3, 5);

  @Test
  void counts_axes_and_elements() {
    assertEquals(3, BOX.rank());
    assertEquals(30, BOX.size());
    assertEquals(0, Shape.SCALAR.rank());
    assertEquals(1, Shape.SCALAR.size());
    assertSame(Shape.SCALAR, Shape.of());
  }

  @Test
  void negative_axes_count_from_the_end() {
    assertEquals(5, BOX.dim(-1));
    assertEquals(2, BOX.dim(-3));
    assertEquals(1, BOX.axis(-2));
  }

  @Test
  void a_missing_axis_is_named_with_the_shape() {
    var tooHigh = assertThrows(EngineException.class, () -> BOX.dim(3));
    assertEquals("shape 2×3×5 has no axis 3", tooHigh.getMessage());
    var tooLow = assertThrows(EngineException.class, () -> BOX.axis(-4));
    assertEquals("shape 2×3×5 has no axis -4", tooLow.getMessage());
    assertThrows(EngineException.class, () -> Shape.SCALAR.dim(0));
  }

  @Test
  void is_a_value() {
    int[] dims = {2, 3, 5};
    Shape copy = Shape.of(dims);
    dims[0] = 9;
    copy.dims()[1] = 9;
    assertEquals(BOX, copy);
    assertEquals(BOX.hashCode(), copy.hashCode());
    assertNotEquals(BOX, Shape.of(2, 3));
    assertNotEquals(BOX, Shape.of(30));
  }

  @Test
  void derived_shapes_leave_the_original_alone() {
    assertEquals(Shape.of(2, 7, 5), BOX.with(1, 7));
    assertEquals(Shape.of(2, 5), BOX.without(-2));
    assertEquals(Shape.of(3, 5), BOX.drop(1));
    assertEquals(Shape.SCALAR, BOX.drop(3));
    assertEquals(Shape.of(4, 2, 3, 5), BOX.prepend(4));
    assertArrayEquals(new int[] {2, 3, 5}, BOX.dims());
  }

  @Test
  void empty_axes_and_oversized_products_are_refused() {
    var empty = assertThrows(EngineException.class, () -> Shape.of(3, 0));
    assertEquals("shape 3×0 has an axis of size 0", empty.getMessage());
    assertThrows(EngineException.class, () -> Shape.of(-1));
    var huge = assertThrows(EngineException.class, () -> Shape.of(1 << 16, 1 << 16, 1 << 16));
    assertEquals(
        "shape 65536×65536×65536 has more elements than an array holds", huge.getMessage());
  }

  @Test
  void broadcasting_repeats_ones_and_missing_axes_from_the_right() {
    assertEquals(BOX, BOX.broadcastWith(Shape.of(3, 1)));
    assertEquals(BOX, Shape.of(5).broadcastWith(Shape.of(2, 3, 1)));
    assertEquals(BOX, BOX.broadcastWith(Shape.SCALAR));
    assertNull(BOX.broadcastWith(Shape.of(2, 5)));
    assertNull(BOX.broadcastWith(Shape.of(3)));
  }

  @Test
  void prints_sizes_with_a_cross() {
    assertEquals("60×784", Shape.of(60, 784).toString());
    assertEquals("scalar", Shape.SCALAR.toString());
  }
}
