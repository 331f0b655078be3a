package org.tombola.lottery.arm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.tombola.engine.Shape;
import org.tombola.lottery.prune.Mask;
import org.tombola.nn.NamedMask;
import org.tombola.nn.NamedTensor;
import org.tombola.nn.Weights;

/// Two weights that stay and three that go; training made the first of each smaller, and did not
/// move the last.
class RemainsTest {
  private static final Weights BEFORE = weights(1, 2, 3, -4, 5);
  private static final Weights TRAINED = weights(-0.5f, 3, 2, -6, 5);
  private static final Weights START = weights(10, 20, 30, 40, 50);
  private static final Mask MASK =
      Mask.of(List.of(NamedMask.of("w", Shape.of(1, 5), true, true, false, false, false)));

  private static Weights weights(float... values) {
    return Weights.of(
        List.of(NamedTensor.of("w", Shape.of(1, 5), values), NamedTensor.of("b", Shape.of(1), 7f)));
  }

  private static float[] with(@Nullable Weights ranked, boolean all) {
    Weights made = new Remains(BEFORE, ranked, all).with(START, MASK);
    assertEquals(START.get("b"), made.get("b"));
    return made.get("w").toArray();
  }

  @Test
  void pruned_weights_stand_where_they_began() {
    assertArrayEquals(new float[] {10, 20, 3, -4, 5}, with(null, false));
  }

  @Test
  void or_at_zero_if_training_made_them_smaller() {
    assertArrayEquals(new float[] {10, 20, 0, -4, 5}, with(TRAINED, false));
  }

  @Test
  void and_so_do_those_that_stay() {
    assertArrayEquals(new float[] {0, 20, 0, -4, 5}, with(TRAINED, true));
  }
}
