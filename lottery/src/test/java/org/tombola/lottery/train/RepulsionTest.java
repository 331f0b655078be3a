package org.tombola.lottery.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.engine.Tape;
import org.tombola.engine.Tensor;
import org.tombola.lottery.prune.Mask;
import org.tombola.nn.Init;
import org.tombola.nn.Module;
import org.tombola.nn.NamedMask;
import org.tombola.nn.NamedTensor;
import org.tombola.nn.Weights;
import org.tombola.nn.models.Models;

class RepulsionTest {
  private static Tensor tensor(float... values) {
    return Tensor.of(Shape.of(values.length), values);
  }

  /// Two layers, λ = 2, so a factor of 1. The first has θ = (3, 4, 100), its last weight pruned,
  /// and θᵣ along (1, 0): cos² = (3/5)² = 0.36. The second has θ = (1, 1) and θᵣ = (1, 1)/√2: cos²
  /// = 1, at its largest, so without a slope. J = 0.36 + 1.
  ///
  /// ∂cos²/∂θ = 2 (θ·r)/‖θ‖² · (r − (θ·r)/‖θ‖² · θ) = 6/25 · ((1, 0) − 3/25 · (3, 4)) = 0.24 ·
  /// (0.64, −0.48) = (0.1536, −0.1152), and 0 for the pruned weight.
  @Test
  void the_mean_squared_cosine_and_its_slope_by_hand() {
    Tensor first = tensor(3, 4, 100).tracked();
    Tensor second = tensor(1, 1).tracked();
    float half = (float) Math.sqrt(0.5);
    var repulsion =
        new Repulsion(
            1,
            List.of(
                new Repulsion.Layer(first, tensor(1, 1, 0), tensor(1, 0, 0)),
                new Repulsion.Layer(second, tensor(1, 1), tensor(half, half))));
    var gradients = Tape.gradients(() -> repulsion.added(Tensor.scalar(0)));
    assertEquals(1.36, gradients.loss().item(), 1e-6);
    assertArrayEquals(new float[] {0.1536f, -0.1152f, 0}, gradients.of(first).toArray(), 1e-6f);
    assertArrayEquals(new float[] {0, 0}, gradients.of(second).toArray(), 1e-6f);
  }

  private static Module network(long seed) {
    return Models.create("lenet-300-100", Shape.of(1, 4, 4), 3, Init.GLOROT_NORMAL, new Rng(seed));
  }

  /// Every third weight, and nothing of the last layer.
  private static Mask third(Module network) {
    return Mask.of(
        Mask.dense(network).layers().stream()
            .map(
                layer -> {
                  boolean[] keeps = new boolean[layer.shape().size()];
                  for (int i = 0; i < keeps.length; i += 3) {
                    keeps[i] = !layer.name().startsWith("fc3");
                  }
                  return NamedMask.of(layer.name(), layer.shape(), keeps);
                })
            .toList());
  }

  /// J in double precision, over all three layers.
  private static double by(Weights weights, Weights from, Mask mask, double strength) {
    double sum = 0;
    for (NamedMask layer : mask.layers()) {
      NamedTensor w = weights.get(layer.name());
      NamedTensor r = from.get(layer.name());
      double product = 0;
      double ww = 0;
      double rr = 0;
      for (int i = 0; i < layer.shape().size(); i++) {
        if (layer.keeps(i)) {
          product += (double) w.at(i) * r.at(i);
          ww += (double) w.at(i) * w.at(i);
          rr += (double) r.at(i) * r.at(i);
        }
      }
      sum += rr == 0 ? 0 : product * product / ww / rr;
    }
    return strength * sum / mask.layers().size();
  }

  private static double loss(Repulsion repulsion) {
    return Tape.gradients(() -> repulsion.added(Tensor.scalar(0))).loss().item();
  }

  @Test
  void of_a_network_it_is_over_the_weights_that_the_mask_keeps_and_an_empty_layer_adds_nothing() {
    Module network = network(1);
    Mask mask = third(network);
    Weights from = Weights.of(network(2));
    assertEquals(
        by(Weights.of(network), from, mask, -1), loss(Repulsion.of(network, mask, from, -1)), 1e-7);
    // Of a network and itself, the two layers that have weights have cos² = 1: 2 · 2/3.
    assertEquals(4.0 / 3, loss(Repulsion.of(network, mask, Weights.of(network), 2)), 1e-5);
  }

  @Test
  void the_gradient_is_that_of_finite_differences() {
    Module network = network(1);
    Mask mask = third(network);
    Weights from = Weights.of(network(2));
    var repulsion = Repulsion.of(network, mask, from, 2);
    var parameter =
        network.parameters().filter(p -> p.name().equals("fc2.weight")).findFirst().orElseThrow();
    var gradients = Tape.gradients(() -> repulsion.added(Tensor.scalar(0)));
    float[] slope = gradients.of(parameter.tensor()).toArray();
    float step = 0.01f;
    float[] start = parameter.toArray();
    for (int i = 0; i < 12; i++) {
      double[] at = new double[2];
      for (int side = 0; side < 2; side++) {
        float[] moved = start.clone();
        moved[i] += side == 0 ? -step : step;
        parameter.write(moved);
        at[side] = by(Weights.of(network), from, mask, 2);
      }
      assertEquals((at[1] - at[0]) / (2 * step), slope[i], 2e-6, "weight " + i);
    }
  }
}
