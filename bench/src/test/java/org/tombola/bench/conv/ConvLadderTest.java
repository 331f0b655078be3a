package org.tombola.bench.conv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tombola.bench.ladder.Task;

class ConvLadderTest {
  /// Samples that fill no block, images smaller than a filter, and channels enough for Winograd's
  /// algorithm on images that its tiles do not divide.
  private static final List<ConvShape> SHAPES =
      List.of(
          new ConvShape(1, 1, 1, 1),
          new ConvShape(2, 3, 5, 2),
          new ConvShape(33, 3, 4, 7),
          new ConvShape(32, 16, 16, 8),
          new ConvShape(40, 17, 19, 9),
          new ConvShape(5, 32, 20, 3));

  static List<ConvRung> rungs() {
    return ConvLadder.rungs();
  }

  @ParameterizedTest
  @MethodSource("rungs")
  void convolves_images_of_any_size(ConvRung rung) {
    SHAPES.forEach(shape -> ConvLadder.checked(rung, shape));
  }

  @ParameterizedTest
  @MethodSource("rungs")
  void may_run_again(ConvRung rung) {
    Task task = ConvLadder.checked(rung, SHAPES.get(2));
    float[] once = task.result().get().clone();
    task.run().run();
    assertArrayEquals(once, task.result().get());
  }

  @Test
  void a_rung_that_turns_its_filters_is_found_out() {
    ConvRung wrong =
        new ConvRung() {
          @Override
          public String idea() {
            return "filters turned by half a circle, and in the order of channels too";
          }

          @Override
          public Task prepare(ConvShape shape, float[] x, float[] w) {
            float[] turned = new float[w.length];
            for (int i = 0; i < w.length; i++) {
              turned[i] = w[w.length - 1 - i];
            }
            return new Conv0Naive().prepare(shape, x, turned);
          }
        };
    ConvShape shape = new ConvShape(2, 1, 1, 4);
    assertThrows(IllegalStateException.class, () -> ConvLadder.checked(wrong, shape));
  }
}
