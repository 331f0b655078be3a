package org.tombola.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.tombola.engine.Backends;
import org.tombola.engine.Shape;
import org.tombola.engine.Tensor;
import org.tombola.engine.Workspace;

class BufferTest {
  private final Buffer buffer = new Buffer("bn.running_var", Shape.of(3), 1f);

  @Test
  void starts_at_its_value_and_is_not_trained() {
    assertArrayEquals(new float[] {1f, 1f, 1f}, buffer.toArray());
    assertFalse(buffer.tensor().isTracked());
  }

  @Test
  void what_a_step_left_in_it_outlasts_the_step() {
    var workspace = Workspace.poisoning(Backends.current());
    for (int step = 1; step <= 2; step++) {
      workspace.step(
          () -> {
            buffer.moveTowards(Tensor.of(Shape.of(3), 1f, 2f, 3f), 2f, 0.5f);
            return 0;
          });
    }
    assertArrayEquals(new float[] {1.75f, 3.25f, 4.75f}, buffer.toArray());
  }

  @Test
  void wrong_sizes_are_refused_and_change_nothing() {
    var count = assertThrows(WeightsException.class, () -> buffer.write(new float[2]));
    assertEquals("buffer 'bn.running_var' of shape 3: 2 values, expected 3", count.getMessage());
    var shape =
        assertThrows(
            WeightsException.class,
            () -> buffer.moveTowards(Tensor.of(Shape.of(1, 3), 7f, 8f, 9f), 1f, 0.1f));
    assertEquals("buffer 'bn.running_var' of shape 3: values of shape 1×3", shape.getMessage());
    assertArrayEquals(new float[] {1f, 1f, 1f}, buffer.toArray());
  }
}
