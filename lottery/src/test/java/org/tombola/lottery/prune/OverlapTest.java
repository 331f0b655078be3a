package org.tombola.lottery.prune;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tombola.engine.Shape;
import org.tombola.nn.NamedMask;
import org.tombola.nn.NamedTensor;
import org.tombola.nn.Weights;

class OverlapTest {
  private static final Shape SHAPE = Shape.of(1, 6);
  private static final NamedMask A = NamedMask.of("w", SHAPE, true, true, true, true, false, false);
  private static final NamedMask B = NamedMask.of("w", SHAPE, false, true, true, true, true, false);

  private static Optional<Weights> weights(float... values) {
    return Optional.of(Weights.of(List.of(NamedTensor.of("w", SHAPE, values))));
  }

  /// Three of both, five of either; of the three one has the same sign, one another, one none.
  @Test
  void ones_and_signs_of_both() {
    Overlap overlap = Overlap.of(A, B, weights(1, -2, 3, 0, 0, 0), weights(0, -1, -1, 1, 1, 0));
    assertEquals(new Overlap(6, 4, 4, 3, 16 / 6.0, Optional.of(1L)), overlap);
    assertEquals(0.6, overlap.iou());
    // 4 · 4 / 6 of both by chance, of 8 less these.
    assertEquals((16 / 6.0) / (8 - 16 / 6.0), overlap.iouByChance(), 1e-12);
    assertEquals(Optional.of(1 / 3.0), overlap.signAgreement());
  }

  @Test
  void without_weights_nobody_knows_the_signs() {
    Overlap known = Overlap.of(A, B, weights(1, 1, 1, 1, 0, 0), weights(0, 1, 1, 1, 1, 0));
    Overlap unknown = Overlap.of(A, A, Optional.empty(), weights(0, 1, 1, 1, 1, 0));
    assertEquals(1, unknown.iou());
    assertEquals(Optional.empty(), unknown.signAgreement());
    assertEquals(new Overlap(12, 8, 8, 7, 32 / 6.0, Optional.empty()), known.plus(unknown));
    assertEquals(known, Overlap.NONE.plus(known));
  }

  @Test
  void two_empty_masks_are_the_same() {
    NamedMask none = NamedMask.of("w", SHAPE, new boolean[6]);
    Overlap overlap = Overlap.of(none, none, Optional.empty(), Optional.empty());
    assertEquals(1, overlap.iou());
    assertEquals(1, overlap.iouByChance());
  }
}
