package org.tombola.lottery.rewire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tombola.engine.Gradients;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.engine.Tape;
import org.tombola.engine.Tensor;
import org.tombola.lottery.prune.Mask;
import org.tombola.lottery.recipe.GateSettings;
import org.tombola.nn.NamedTensor;
import org.tombola.nn.Parameter;
import org.tombola.nn.Role;
import org.tombola.nn.Weights;
import org.tombola.nn.WeightsException;
import org.tombola.nn.optim.Sgd;
import org.tombola.nn.optim.WeightDecay;

/// One layer of six weights and a bias, with the loss `L = Σ c · w̃ + Σ b²`, and what any
/// reparameterization must do, of soft thresholds for the most part.
class ReparameterizedTest {
  private static final Shape SHAPE = Shape.of(2, 3);
  private static final float[] W = {1, -2, 0.4f, -0.3f, 0.75f, -0.5f};
  private static final float[] C = {1, 0.5f, 3, -2, -1, 4};

  private final Parameter weight = new Parameter("w", Role.WEIGHT, SHAPE);
  private final Parameter bias = new Parameter("b", Role.BIAS, Shape.of(2));

  /// The threshold is σ(0) = 0.5.
  private Reparameterized thresholds() {
    weight.write(W);
    bias.write(new float[] {3, -1});
    return reparameterized(RewireRule.STR, GateSettings.DEFAULTS);
  }

  private Reparameterized reparameterized(RewireRule rule, GateSettings gates) {
    var plan = new RewirePlan(rule, 1, 0.5, 10, 20, 0, gates, 40);
    return new Reparameterized(plan, List.of(weight), List.of(bias), new Rng(2), "test");
  }

  private static Parameter parameter(Reparameterized of, String name) {
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
  private double loss(Reparameterized of) {
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
    Reparameterized of = thresholds();
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
    Reparameterized of = thresholds();
    Parameter s = parameter(of, "w.threshold");
    s.write(new float[] {-40});
    of.choose(0);
    assertArrayEquals(W, weight.toArray(), 1e-6f, "far below 0 there is no threshold");
    new Sgd(of.parameters(), 0, false, WeightDecay.ofAll(0.1f))
        .step(of.gradients(gradients()), 0.5f);
    assertEquals(-38, s.toArray()[0], 1e-4);
    of.choose(1);
    // w − 0.5 · (c + 0.1 · w)
    assertEquals(1 - 0.5 * 1.1, weight.toArray()[0], 1e-6);
    assertEquals(3 - 0.5 * 6.3, bias.toArray()[0], 1e-6);
  }

  @Test
  void goes_on_from_a_checkpoint_of_the_same_layers_only() {
    Reparameterized of = thresholds();
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

  /// `Σ c · w̃`, drawn in step 15, and half of λ over 40 examples for what the weights cost.
  private double pricedLoss(Reparameterized of, Gate gate, Parameter dense, Parameter s) {
    of.begin(15);
    float[] drawn = weight.toArray();
    double sum = 8.0 / 2 / 40 * gate.price(dense.tensor(), s.tensor()).item();
    for (int i = 0; i < C.length; i++) {
      sum += C[i] * drawn[i];
    }
    return sum;
  }

  @ParameterizedTest
  @ValueSource(strings = {"variational-dropout", "l0"})
  void gradients_of_gates_are_the_slopes_of_loss_and_price(String rule) {
    weight.write(W);
    Reparameterized of = reparameterized(RewireRule.named(rule), new GateSettings(0.3, 8));
    boolean variational = rule.equals("variational-dropout");
    Gate gate = variational ? new VariationalDropout(0.3) : new HardConcrete(0.3);
    Parameter dense = parameter(of, "w.dense");
    Parameter s = parameter(of, "w." + gate.name());
    // Gates that are drawn shut, open and in between, and every size of noise.
    s.write(new float[] {-3, -1, 0, 0.5f, 1, 3});
    of.begin(15);
    Gradients gradients = of.gradients(gradients());
    float h = 1 / 256f;
    int moving = 0;
    for (Parameter p : List.of(dense, s)) {
      float[] values = p.toArray();
      for (int i = 0; i < W.length; i++) {
        float[] moved = values.clone();
        moved[i] = values[i] + h;
        p.write(moved);
        double above = pricedLoss(of, gate, dense, s);
        moved[i] = values[i] - h;
        p.write(moved);
        double below = pricedLoss(of, gate, dense, s);
        double slope = (above - below) / (2 * h);
        assertEquals(slope, gradients.of(p.tensor()).toArray()[i], 2e-3, p + " " + i);
        moving += Math.abs(slope) > 0.01 ? 1 : 0;
      }
      p.write(values);
    }
    assertTrue(moving >= 8, "moving " + moving);
  }

  @ParameterizedTest
  @ValueSource(strings = {"variational-dropout", "l0"})
  void a_step_draws_and_afterwards_the_network_is_settled(String rule) {
    weight.write(W);
    Reparameterized of = reparameterized(RewireRule.named(rule), new GateSettings(0.3, 1));
    Mask before = of.choose(0);
    float[] settled = weight.toArray();
    of.begin(1);
    float[] first = weight.toArray();
    of.begin(2);
    float[] second = weight.toArray();
    assertFalse(Arrays.equals(first, second), "every step draws anew");
    of.begin(1);
    assertArrayEquals(first, weight.toArray(), "a function of the step");
    assertEquals(before, of.choose(1));
    assertArrayEquals(settled, weight.toArray());
    Weights state = of.state();
    of.restore(state);
    assertEquals(state, of.state());
  }
}
