package org.tombola.lottery.rewire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tombola.engine.Gradients;
import org.tombola.engine.Shape;
import org.tombola.engine.Tape;
import org.tombola.engine.Tensor;
import org.tombola.lottery.prune.Mask;
import org.tombola.nn.NamedTensor;
import org.tombola.nn.Parameter;
import org.tombola.nn.Role;
import org.tombola.nn.Weights;
import org.tombola.nn.WeightsException;
import org.tombola.nn.optim.Sgd;

/// One layer of six weights and a bias, with the loss `L = Σ c · w̃ + Σ b²`.
class SoftThresholdsTest {
  private static final Shape SHAPE = Shape.of(2, 3);
  private static final float[] W = {1, -2, 0.4f, -0.3f, 0.75f, -0.5f};
  private static final float[] C = {1, 0.5f, 3, -2, -1, 4};

  private final Parameter weight = new Parameter("w", Role.WEIGHT, SHAPE);
  private final Parameter bias = new Parameter("b", Role.BIAS, Shape.of(2));

  /// The threshold is σ(0) = 0.5.
  private SoftThresholds thresholds() {
    weight.write(W);
    bias.write(new float[] {3, -1});
    return new SoftThresholds(List.of(weight), List.of(bias), 0);
  }

  private static Parameter parameter(SoftThresholds of, String name) {
    return of.parameters().stream()
        .filter(p -> p.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name));
  }

  private Gradients gradients() {
    return Tape.gradients(
        () -> weight.tensor().times(Tensor.of(SHAPE, C)).sum().plus(bias.tensor().square().sum()));
  }

  /// The loss by the weights that the network computes with.
  private double loss(SoftThresholds of) {
    of.choose(0);
    float[] effective = weight.toArray();
    double sum = 0;
    for (int i = 0; i < C.length; i++) {
      sum += C[i] * effective[i];
    }
    return sum;
  }

  @Test
  void weights_are_drawn_towards_zero_by_the_threshold() {
    Mask mask = thresholds().choose(1);
    // 0.5 is not above the threshold.
    assertArrayEquals(new float[] {0.5f, -1.5f, 0, 0, 0.25f, 0}, weight.toArray(), 1e-6f);
    assertArrayEquals(
        new boolean[] {true, true, false, false, true, false}, mask.layer("w").toArray());
    assertEquals(0, Float.floatToRawIntBits(weight.toArray()[3]), "+0");
  }

  @Test
  void gradients_are_the_slopes_of_the_loss() {
    SoftThresholds of = thresholds();
    Parameter s = parameter(of, "w.threshold");
    Parameter dense = parameter(of, "w.dense");
    s.write(new float[] {0.3f});
    of.choose(0);
    Gradients gradients = of.gradients(gradients());
    float h = 1 / 1024f;
    s.write(new float[] {0.3f + h});
    double above = loss(of);
    s.write(new float[] {0.3f - h});
    double below = loss(of);
    double slope = (above - below) / (2 * h);
    assertTrue(Math.abs(slope) > 0.1, "slope " + slope);
    assertEquals(slope, gradients.of(s.tensor()).toArray()[0], 1e-3);
    s.write(new float[] {0.3f});
    for (int i = 0; i < W.length; i++) {
      float[] moved = W.clone();
      moved[i] = W[i] + h;
      dense.write(moved);
      above = loss(of);
      moved[i] = W[i] - h;
      dense.write(moved);
      below = loss(of);
      assertEquals((above - below) / (2 * h), gradients.of(dense.tensor()).toArray()[i], 1e-3);
    }
    assertArrayEquals(new float[] {6, -2}, gradients.of(bias.tensor()).toArray(), "as always");
  }

  @Test
  void decay_raises_the_threshold_and_a_step_trains_everything() {
    SoftThresholds of = thresholds();
    Parameter s = parameter(of, "w.threshold");
    s.write(new float[] {-40});
    of.choose(0);
    assertArrayEquals(W, weight.toArray(), 1e-6f, "far below 0 there is no threshold");
    new Sgd(of.parameters(), 0, false, 0.1f).step(of.gradients(gradients()), 0.5f);
    assertEquals(-38, s.toArray()[0], 1e-4);
    of.choose(1);
    // w − 0.5 · (c + 0.1 · w)
    assertEquals(1 - 0.5 * 1.1, weight.toArray()[0], 1e-6);
    assertEquals(3 - 0.5 * 6.3, bias.toArray()[0], 1e-6);
  }

  @Test
  void goes_on_from_a_checkpoint_of_the_same_layers_only() {
    SoftThresholds of = thresholds();
    Weights state = of.state();
    Mask before = of.choose(0);
    parameter(of, "w.dense").write(new float[] {9, 8, 7, 6, 5, 4});
    parameter(of, "w.threshold").write(new float[] {3});
    of.restore(state);
    assertEquals(state, of.state());
    assertEquals(before, of.choose(0));
    Weights other = Weights.of(List.of(NamedTensor.of("w", SHAPE, W)));
    assertThrows(WeightsException.class, () -> of.restore(other), "no threshold");
  }
}
