package org.tombola.nn.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tombola.engine.Backends;
import org.tombola.engine.EngineException;
import org.tombola.engine.Hessian;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.engine.Tape;
import org.tombola.engine.Tensor;
import org.tombola.engine.Workspace;
import org.tombola.nn.Init;
import org.tombola.nn.Initializer;
import org.tombola.nn.Names;
import org.tombola.nn.Phase;
import org.tombola.nn.Role;
import org.tombola.nn.State;

class BatchNorm2dTest {
  private final BatchNorm2d norm =
      BatchNorm2d.of(Names.ROOT.child("bn1"), 2, Initializer.of(Init.KAIMING_NORMAL, new Rng(0)));

  /// Two images of 1×2: channel 0 holds 1, 3, 5, 7 (mean 4, biased variance 5, unbiased 20/3),
  /// channel 1 holds 2, 2, 2, 6 (mean 3, biased variance 3, unbiased 4).
  private final Tensor x = Tensor.batch(Shape.of(2, 2, 1, 2), 1, 3, 2, 2, 5, 7, 2, 6);

  @Test
  void training_normalises_by_the_batch_and_moves_the_running_statistics_a_tenth() {
    float[] y = norm.forward(x, Phase.TRAIN).toArray();
    float a = (float) (1 / Math.sqrt(5 + 1e-5));
    float b = (float) (1 / Math.sqrt(3 + 1e-5));
    assertArrayEquals(new float[] {-3 * a, -a, -b, -b, a, 3 * a, -b, 3 * b}, y, 1e-6f);
    assertArrayEquals(new float[] {0.4f, 0.3f}, norm.mean().toArray(), 1e-6f);
    assertArrayEquals(new float[] {0.9f + 2f / 3, 0.9f + 0.4f}, norm.variance().toArray(), 1e-6f);

    norm.forward(x, Phase.TRAIN);
    assertArrayEquals(
        new float[] {0.9f * 0.4f + 0.4f, 0.9f * 0.3f + 0.3f}, norm.mean().toArray(), 1e-6f);
  }

  @Test
  void evaluation_uses_the_running_statistics_and_leaves_them() {
    norm.mean().write(new float[] {1f, -1f});
    norm.variance().write(new float[] {4f, 9f});
    norm.gamma().write(new float[] {2f, 3f});
    norm.beta().write(new float[] {0.5f, 0f});
    float[] y = norm.forward(x, Phase.EVAL).toArray();
    assertArrayEquals(new float[] {0.5f, 2.5f, 3f, 3f, 4.5f, 6.5f, 3f, 7f}, y, 1e-5f);
    assertArrayEquals(new float[] {1f, -1f}, norm.mean().toArray());
    assertArrayEquals(new float[] {4f, 9f}, norm.variance().toArray());
  }

  @Test
  void statistics_outlast_a_recorded_step_in_a_workspace() {
    var workspace = Workspace.poisoning(Backends.current());
    for (int step = 0; step < 2; step++) {
      workspace.step(
          () -> Tape.gradients(() -> norm.forward(x, Phase.TRAIN).square().sum()).loss().item());
    }
    assertArrayEquals(new float[] {0.76f, 0.57f}, norm.mean().toArray(), 1e-6f);
    assertFalse(norm.mean().tensor().isTracked());
  }

  @Test
  void second_derivatives_pass_through_and_move_the_statistics_once() {
    var gamma = norm.gamma().tensor();
    // Σ y² = Σ γ² x̂², so the Hessian in γ is 2 · Σ x̂² = 8 · σ² / (σ² + ε) on the diagonal.
    var product =
        Hessian.times(
            () -> norm.forward(x, Phase.TRAIN).square().sum(),
            List.of(gamma),
            List.of(Tensor.of(Shape.of(2), 1f, -1f)));
    assertArrayEquals(new float[] {8f, -8f}, product.getFirst().toArray(), 1e-3f);
    assertArrayEquals(new float[] {0.4f, 0.3f}, norm.mean().toArray(), 1e-6f);
  }

  @Test
  void one_value_a_channel_trains_nothing_but_can_be_evaluated() {
    Tensor one = Tensor.batch(Shape.of(1, 2, 1, 1), 1f, 2f);
    var e = assertThrows(EngineException.class, () -> norm.forward(one, Phase.TRAIN));
    assertEquals(
        "bn1.weight: a batch of shape 1×2×1×1 has one value a channel, training needs at least two",
        e.getMessage());
    assertEquals(one.shape(), norm.forward(one, Phase.EVAL).shape());
  }

  @Test
  void its_state_has_pytorchs_names_and_order() {
    assertEquals(
        List.of("bn1.weight", "bn1.bias", "bn1.running_mean", "bn1.running_var"),
        norm.state().map(State::name).toList());
    assertEquals(Role.NORM_SCALE, norm.gamma().role());
    assertEquals(Role.NORM_SHIFT, norm.beta().role());
    assertArrayEquals(new float[] {0f, 0f}, norm.mean().toArray());
    assertArrayEquals(new float[] {1f, 1f}, norm.variance().toArray());
  }
}
