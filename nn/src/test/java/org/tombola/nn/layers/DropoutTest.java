package org.tombola.nn.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.tombola.engine.EngineException;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.engine.Tape;
import org.tombola.engine.Tensor;
import org.tombola.nn.BadSetting;
import org.tombola.nn.Init;
import org.tombola.nn.Names;
import org.tombola.nn.Parameter;
import org.tombola.nn.Phase;
import org.tombola.nn.Role;
import org.tombola.nn.TrainingStep;
import org.tombola.nn.models.Models;

class DropoutTest {
  private static final Dropout QUARTER = new Dropout(Names.ROOT.child("fc1"), 0.25f);
  private static final Rng SEED = new Rng(7);

  private static Tensor ones() {
    float[] x = new float[40 * 500];
    Arrays.fill(x, 1);
    return Tensor.batch(Shape.of(40, 500), x);
  }

  private static float[] trained(Dropout dropout, Rng seed, long step) {
    return new TrainingStep(seed, step).run(() -> dropout.forward(ones(), Phase.TRAIN)).toArray();
  }

  @Test
  void in_evaluation_it_is_nothing() {
    Tensor x = ones();
    assertSame(x, QUARTER.forward(x, Phase.EVAL));
  }

  /// 20,000 elements: one standard deviation of the share of zeros is 0.3 %.
  @Test
  void in_training_so_many_are_zero_and_the_mean_stays() {
    float[] y = trained(QUARTER, SEED, 3);
    double zeros = 0;
    double sum = 0;
    for (float value : y) {
      assertTrue(value == 0 || value == 1 / 0.75f, () -> "one of two values, not " + value);
      zeros += value == 0 ? 1 : 0;
      sum += value;
    }
    assertEquals(0.25, zeros / y.length, 0.012);
    assertEquals(1, sum / y.length, 0.016);
  }

  @Test
  void the_zeros_are_those_of_the_seed_the_step_and_the_layer() {
    float[] y = trained(QUARTER, SEED, 3);
    assertArrayEquals(y, trained(QUARTER, new Rng(7), 3));
    assertFalse(Arrays.equals(y, trained(QUARTER, SEED, 4)));
    assertFalse(Arrays.equals(y, trained(QUARTER, new Rng(8), 3)));
    var other = new Dropout(Names.ROOT.child("fc2"), 0.25f);
    assertFalse(Arrays.equals(y, trained(other, SEED, 3)));
  }

  @Test
  void gradients_go_where_the_values_went() {
    var w = new Parameter("w", Role.WEIGHT, Shape.of(6, 5));
    float[] values = new float[30];
    for (int i = 0; i < values.length; i++) {
      values[i] = i + 1;
    }
    w.write(values);
    var step = new TrainingStep(SEED, 1);
    float[] y = step.run(() -> QUARTER.forward(w.tensor(), Phase.TRAIN)).toArray();
    var gradients =
        Tape.gradients(
            () -> step.run(() -> QUARTER.forward(w.tensor(), Phase.TRAIN).square().sum()));
    float[] expected = new float[30];
    int zeros = 0;
    for (int i = 0; i < values.length; i++) {
      zeros += y[i] == 0 ? 1 : 0;
      // d(m·w)² / dw = 2·m²·w, and m·w = y.
      expected[i] = 2 * y[i] * (y[i] == 0 ? 0 : 1 / 0.75f);
    }
    assertTrue(zeros > 0 && zeros < 30, "both kinds");
    assertArrayEquals(expected, gradients.of(w.tensor()).toArray(), 1e-4f);
  }

  @Test
  void outside_of_a_step_it_cannot_train() {
    var thrown = assertThrows(EngineException.class, () -> QUARTER.forward(ones(), Phase.TRAIN));
    assertTrue(thrown.getMessage().startsWith("dropout/fc1 draws"), thrown.getMessage());
  }

  @Test
  void everything_cannot_be_dropped() {
    assertThrows(BadSetting.class, () -> new Dropout(Names.ROOT, 1));
  }

  /// The same names and numbers, so that weights go from one to the other; another function only in
  /// training.
  @Test
  void a_network_with_dropout_is_the_one_without_in_evaluation() {
    Shape sample = Shape.of(3, 4, 4);
    var plain = Models.create("conv-2", sample, 10, Init.GLOROT_NORMAL, SEED);
    var dropping = Models.create("conv-2-dropout", sample, 10, Init.GLOROT_NORMAL, SEED);
    float[] x = new float[2 * 48];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) Math.sin(i);
    }
    Tensor batch = Tensor.batch(Shape.of(2, 3, 4, 4), x);
    float[] expected = plain.forward(batch, Phase.EVAL).toArray();
    assertArrayEquals(expected, dropping.forward(batch, Phase.EVAL).toArray());
    var step = new TrainingStep(SEED, 1);
    float[] trained = step.run(() -> dropping.forward(batch, Phase.TRAIN)).toArray();
    assertFalse(Arrays.equals(expected, trained));
  }
}
