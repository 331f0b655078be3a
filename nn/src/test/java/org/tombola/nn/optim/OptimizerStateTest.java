package org.tombola.nn.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.engine.Tape;
import org.tombola.engine.Tensor;
import org.tombola.nn.BadSetting;
import org.tombola.nn.Init;
import org.tombola.nn.Initializer;
import org.tombola.nn.Module;
import org.tombola.nn.Names;
import org.tombola.nn.Phase;
import org.tombola.nn.Weights;
import org.tombola.nn.WeightsException;
import org.tombola.nn.layers.Linear;

class OptimizerStateTest {
  private static final Tensor X = Tensor.batch(Shape.of(2, 3), 1f, -2f, 3f, 0.5f, 4f, -1f);

  private static Linear layer(int outputs) {
    return Linear.of(
        Names.ROOT.child("fc"), 3, outputs, Initializer.of(Init.GLOROT_NORMAL, new Rng(1)));
  }

  private static void train(Module module, Optimizer optimizer, int steps) {
    for (int step = 0; step < steps; step++) {
      optimizer.step(Tape.gradients(() -> module.forward(X, Phase.TRAIN).square().mean()), 0.01f);
    }
  }

  static Stream<Function<Module, Optimizer>> optimizers() {
    return Stream.of(
        Adam::new, m -> new Sgd(m, 0.9f, true, 1e-4f), m -> new Sgd(m, 0f, false, 1e-4f));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void a_resumed_training_is_the_uninterrupted_one(Function<Module, Optimizer> make) {
    Linear whole = layer(2);
    train(whole, make.apply(whole), 7);

    Linear before = layer(2);
    Optimizer first = make.apply(before);
    train(before, first, 3);
    OptimizerState saved = first.state();
    Linear after = layer(2);
    Weights.of(before).into(after);
    Optimizer second = make.apply(after);
    second.restore(saved);
    assertEquals(first.state(), second.state());
    train(after, second, 4);

    assertEquals(Weights.of(whole), Weights.of(after));
  }

  @Test
  void state_has_the_names_of_the_parameters() {
    Linear layer = layer(2);
    var adam = new Adam(layer);
    train(layer, adam, 2);
    assertEquals(2, adam.state().steps());
    assertEquals(
        List.of(
            "fc.weight.first_moment",
            "fc.weight.second_moment",
            "fc.bias.first_moment",
            "fc.bias.second_moment"),
        List.copyOf(adam.state().tensors().tensors().keySet()));
    assertTrue(new Sgd(layer, 0f, false, 0f).state().tensors().tensors().isEmpty());
  }

  @Test
  void a_state_of_something_else_is_refused_and_changes_nothing() {
    Linear layer = layer(2);
    var adam = new Adam(layer);
    train(layer, adam, 2);
    OptimizerState before = adam.state();
    OptimizerState sgd = new Sgd(layer, 0.9f, false, 0f).state();
    assertThrows(WeightsException.class, () -> adam.restore(sgd));
    OptimizerState wider = new Adam(layer(4)).state();
    var shape = assertThrows(WeightsException.class, () -> adam.restore(wider));
    assertEquals(
        "optimiser state 'fc.weight.first_moment' has shape 4×3, expected 2×3", shape.getMessage());
    var plain = new Sgd(layer, 0f, false, 0f);
    assertThrows(WeightsException.class, () -> plain.restore(before));
    assertEquals(before, adam.state());
  }

  @Test
  void impossible_settings_are_refused() {
    Linear layer = layer(2);
    assertThrows(BadSetting.class, () -> new Sgd(layer, 1f, false, 0f));
    assertThrows(BadSetting.class, () -> new Sgd(layer, -0.1f, false, 0f));
    assertThrows(BadSetting.class, () -> new Sgd(layer, Float.NaN, false, 0f));
    assertThrows(BadSetting.class, () -> new Sgd(layer, 0f, true, 0f));
    assertThrows(BadSetting.class, () -> new Sgd(layer, 0f, false, -1f));
    assertThrows(BadSetting.class, () -> new Adam(layer, 1f, 0.9f, 1e-8f, 0f));
    assertThrows(BadSetting.class, () -> new Adam(layer, 0.9f, -1f, 1e-8f, 0f));
    assertThrows(BadSetting.class, () -> new Adam(layer, 0.9f, 0.9f, 0f, 0f));
    assertThrows(BadSetting.class, () -> new Adam(layer, 0.9f, 0.9f, 1e-8f, Float.NaN));
    var gradients = Tape.gradients(() -> layer.forward(X, Phase.TRAIN).sum());
    var rate = assertThrows(BadSetting.class, () -> new Adam(layer).step(gradients, Float.NaN));
    assertEquals("learning rate is NaN: it must be at least 0 and finite", rate.getMessage());
  }
}
