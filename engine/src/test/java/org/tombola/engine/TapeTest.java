package org.tombola.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.tombola.engine.spi.Kind;

class TapeTest {
  private final Tensor x = Tensor.of(Shape.of(2), 1f, 2f).tracked();

  @Test
  void gradient_of_a_sum_of_squares_is_twice_the_point() {
    Gradients gradients = Tape.gradients(() -> x.square().sum());
    assertArrayEquals(new float[] {2f, 4f}, gradients.of(x).toArray());
    assertEquals(5f, gradients.loss().item());
  }

  @Test
  void contributions_of_several_uses_are_added() {
    // d/dx (x·x + 3x + x) = 2x + 4
    Gradients gradients = Tape.gradients(() -> x.times(x).plus(x.times(3f)).plus(x).sum());
    assertArrayEquals(new float[] {6f, 8f}, gradients.of(x).toArray());
  }

  @Test
  void gradients_multiplied_leave_loss_and_originals_alone() {
    Gradients gradients = Tape.gradients(() -> x.square().sum());
    Gradients scaled = gradients.times(0.5f);
    assertArrayEquals(new float[] {1f, 2f}, scaled.of(x).toArray());
    assertEquals(5f, scaled.loss().item());
    assertArrayEquals(new float[] {2f, 4f}, gradients.of(x).toArray());
  }

  @Test
  void gradients_start_afresh_every_time() {
    var first = Tape.gradients(() -> x.sum()).of(x).toArray();
    assertArrayEquals(first, Tape.gradients(() -> x.sum()).of(x).toArray());
  }

  @Test
  void nothing_is_tracked_outside_gradients() {
    Tensor y = x.square().sum();
    assertFalse(y.isTracked());
    assertTrue(x.isTracked());
  }

  @Test
  void nothing_is_tracked_after_gradients_even_if_it_failed() {
    assertThrows(
        IllegalStateException.class,
        () ->
            Tape.gradients(
                () -> {
                  throw new IllegalStateException("in the middle");
                }));
    assertFalse(x.exp().isTracked());
  }

  @Test
  void results_of_untracked_operands_are_untracked_inside_gradients() {
    Tensor constant = Tensor.of(Shape.of(2), 3f, 4f);
    Gradients gradients =
        Tape.gradients(
            () -> {
              assertFalse(constant.square().isTracked());
              return x.times(constant.square()).sum();
            });
    assertArrayEquals(new float[] {9f, 16f}, gradients.of(x).toArray());
    var error = assertThrows(EngineException.class, () -> gradients.of(constant));
    assertTrue(error.getMessage().contains("does not depend on Tensor[2, PLAIN]"));
  }

  /// With a workspace the storages an operation takes can be counted: the gradient of an untracked
  /// operand would take one.
  @Test
  void no_work_is_done_for_untracked_operands() {
    Tensor constant = Tensor.of(Shape.of(2), 3f, 4f);
    assertEquals(storages(x, constant) + 1, storages(x, Tensor.of(Shape.of(2), 3f, 4f).tracked()));
  }

  private static int storages(Tensor a, Tensor b) {
    Workspace workspace = new Workspace(a.backend());
    var _ = workspace.step(() -> Tape.gradients(() -> a.times(b).sum()));
    return workspace.pooled();
  }

  @Test
  void detach_stops_gradients() {
    // d/dx (x · stop(x)) = stop(x)
    Gradients gradients = Tape.gradients(() -> x.times(x.detach()).sum());
    assertArrayEquals(new float[] {1f, 2f}, gradients.of(x).toArray());
  }

  @Test
  void gradients_inside_gradients_are_differentiated_again() {
    // d/dx Σ (d/dx x³) = d/dx Σ 3x² = 6x
    Gradients second =
        Tape.gradients(() -> Tape.gradients(() -> x.square().times(x).sum()).of(x).sum());
    assertArrayEquals(new float[] {6f, 12f}, second.of(x).toArray());
  }

  @Test
  void third_derivatives_work_as_well() {
    // d³/dx³ Σ x⁴ = 24x
    Gradients third =
        Tape.gradients(
            () ->
                Tape.gradients(() -> Tape.gradients(() -> x.square().square().sum()).of(x).sum())
                    .of(x)
                    .sum());
    assertArrayEquals(new float[] {24f, 48f}, third.of(x).toArray());
  }

  /// The outer loss uses the inner gradient and the inner loss and the operand itself.
  @Test
  void an_outer_loss_may_mix_what_the_inner_one_made_with_its_own() {
    // L = x² · 2x + x² + x, elementwise sums of one: at 1: 6 + 2 + 1, at 2: 24 + 4 + 1
    Gradients mixed =
        Tape.gradients(
            () -> {
              Gradients inner = Tape.gradients(() -> x.square().sum());
              return inner.of(x).times(x.square()).sum().plus(inner.loss()).plus(x.sum());
            });
    assertArrayEquals(new float[] {9f, 29f}, mixed.of(x).toArray());
  }

  @Test
  void a_failed_inner_tape_leaves_the_outer_one_whole() {
    Gradients outer =
        Tape.gradients(
            () -> {
              assertThrows(EngineException.class, () -> Tape.gradients(() -> x.square()));
              assertFalse(Tape.differentiatesTwice());
              return x.sum();
            });
    assertArrayEquals(new float[] {1f, 1f}, outer.of(x).toArray());
  }

  @Test
  void a_loss_that_depends_on_nothing_tracked_is_refused() {
    var error = assertThrows(EngineException.class, () -> Tape.gradients(() -> x.detach().sum()));
    assertEquals("gradients: the loss depends on no tracked tensor", error.getMessage());
  }

  @Test
  void a_loss_of_several_numbers_is_refused() {
    var error = assertThrows(EngineException.class, () -> Tape.gradients(() -> x.square()));
    assertEquals("gradients: the loss is 2, not one number", error.getMessage());
  }

  @Test
  void a_tracked_tensor_the_loss_ignores_has_no_gradient() {
    Tensor idle = Tensor.scalar(1f).tracked();
    Gradients gradients = Tape.gradients(() -> x.sum());
    var error = assertThrows(EngineException.class, () -> gradients.of(idle));
    assertTrue(error.getMessage().startsWith("gradients: the loss does not depend on "));
  }

  @Test
  void ties_of_a_maximum_share_its_gradient() {
    Tensor tied = Tensor.of(Shape.of(3), 5f, 1f, 5f).tracked();
    Gradients overAxis = Tape.gradients(() -> tied.max(0));
    assertArrayEquals(new float[] {0.5f, 0f, 0.5f}, overAxis.of(tied).toArray());
    Tensor two = Tensor.of(Shape.of(3), 5f, 2f, 4f).tracked();
    Gradients ofPairs = Tape.gradients(() -> tied.max(two).sum());
    assertArrayEquals(new float[] {0.5f, 0f, 1f}, ofPairs.of(tied).toArray());
    assertArrayEquals(new float[] {0.5f, 1f, 0f}, ofPairs.of(two).toArray());
  }

  @Test
  void no_gradient_flows_where_relu_is_zero_even_at_its_kink() {
    Tensor kink = Tensor.of(Shape.of(3), -1f, 0f, 1f).tracked();
    Gradients gradients = Tape.gradients(() -> kink.relu().sum());
    assertArrayEquals(new float[] {0f, 0f, 1f}, gradients.of(kink).toArray());
  }

  @Test
  void gradients_have_the_kind_and_shape_of_their_leaf() {
    Tensor batch = Tensor.batch(Shape.of(2, 3), 1, 2, 3, 4, 5, 6).tracked();
    Tensor bias = Tensor.of(Shape.of(3), 1, 2, 3).tracked();
    Gradients gradients = Tape.gradients(() -> batch.plus(bias).sum());
    assertEquals(Kind.BATCHED, gradients.of(batch).kind());
    assertEquals(Kind.PLAIN, gradients.of(bias).kind());
    assertEquals(Shape.of(3), gradients.of(bias).shape());
    assertArrayEquals(new float[] {2, 2, 2}, gradients.of(bias).toArray());
  }
}
