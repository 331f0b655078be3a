package org.tombola.bench.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tombola.engine.Backends;
import org.tombola.engine.Shape;

class LayerTest {
  @ParameterizedTest
  @ValueSource(strings = {"linear-7x5-3", "conv-3x2x8x8-4x3x3-s2-p1", "conv-2x3x6x6-4x1x1-s2-p0"})
  void is_read_as_it_is_written(String word) {
    assertEquals(word, Layer.parse(word).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"linear-7x5", "conv-3x2x8x9-4x3x3-s2-p1", "conv-3x2x8x8-4x3x3", "lstm"})
  void what_is_no_layer_is_refused(String word) {
    assertThrows(IllegalArgumentException.class, () -> Layer.parse(word));
  }

  @Test
  void counts_operations_and_bytes() {
    Layer layer = Layer.parse("conv-3x2x8x8-4x3x3-s2-p1");
    assertEquals(Shape.of(3, 4, 4, 4), layer.output());
    assertEquals(2.0 * 3 * 4 * 16 * 18, layer.flops());
    assertEquals(4.0 * (3 * 2 * 64 + 4 * 18 + 3 * 4 * 16), layer.bytes());
  }

  @ParameterizedTest
  @ValueSource(strings = {"linear-7x5-3", "conv-3x2x8x8-4x3x3-s2-p1"})
  void every_direction_is_the_same_on_every_backend(String word) {
    Layer layer = Layer.parse(word);
    for (double density : new double[] {1, 0.3}) {
      Operands naive = new Operands(layer, Backends.open("reference", 1));
      Operands fast = new Operands(layer, Backends.open("cpu:sparse=off", 1));
      for (Direction direction : Direction.values()) {
        naive.run(direction, naive.weights(density, 0f));
        fast.run(direction, fast.weights(density, 0f));
        assertArrayEquals(naive.result(direction), fast.result(direction), 1e-4f);
      }
    }
  }

  @Test
  void a_mask_has_exactly_so_many_ones() {
    for (double density : new double[] {0.001, 0.02, 0.5}) {
      float sum = 0;
      for (float one : Numbers.mask(500, density, 7)) {
        sum += one;
      }
      assertEquals((float) Math.max(1, Math.round(500 * density)), sum);
    }
  }
}
