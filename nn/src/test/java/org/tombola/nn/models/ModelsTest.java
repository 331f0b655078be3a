package org.tombola.nn.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tombola.engine.EngineException;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.engine.Tape;
import org.tombola.engine.Tensor;
import org.tombola.engine.UnknownName;
import org.tombola.nn.BadSetting;
import org.tombola.nn.Init;
import org.tombola.nn.Module;
import org.tombola.nn.Parameter;
import org.tombola.nn.Phase;
import org.tombola.nn.Role;
import org.tombola.nn.Weights;
import org.tombola.nn.optim.Sgd;

class ModelsTest {
  private static final Rng RNG = new Rng(0);

  static Stream<Models.Network> networks() {
    return Models.all().stream();
  }

  private static int count(Module network, Role role) {
    return network.parameters().filter(p -> p.role() == role).mapToInt(p -> p.shape().size()).sum();
  }

  private static Tensor batch(int n, Shape sample) {
    float[] values = new float[n * sample.size()];
    var stream = RNG.stream("input");
    for (int i = 0; i < values.length; i++) {
      values[i] = stream.uniform(i);
    }
    return Tensor.batch(sample.prepend(n), values);
  }

  @Test
  void lenet_has_the_papers_number_of_weights() {
    Module lenet = Models.create("lenet-300-100", Init.GLOROT_NORMAL, RNG);
    assertEquals(266_200, count(lenet, Role.WEIGHT));
    assertEquals(410, count(lenet, Role.BIAS));
    assertEquals(6, lenet.parameters().count());
  }

  @Test
  void lenet_takes_images_and_rows_alike() {
    Module lenet = Models.create("lenet-300-100", Init.GLOROT_NORMAL, RNG);
    Tensor images = batch(3, Shape.of(1, 28, 28));
    Tensor logits = lenet.forward(images, Phase.EVAL);
    assertEquals(Shape.of(3, 10), logits.shape());
    Tensor rows = lenet.forward(images.reshape(Shape.of(3, 784)), Phase.EVAL);
    assertArrayEquals(rows.toArray(), logits.toArray());
    assertThrows(
        EngineException.class, () -> lenet.forward(batch(3, Shape.of(1, 32, 32)), Phase.EVAL));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void every_network_trains_on_its_own_input(Models.Network network) {
    Module module = network.create(Init.KAIMING_NORMAL, RNG);
    Tensor x = batch(6, network.input());
    int[] labels = {0, 1, 2, 3, 4, 5};
    var optimizer = new Sgd(module, 0.9f, false, 0f);
    float first = 0;
    float last = 0;
    for (int step = 0; step < 4; step++) {
      var gradients =
          Tape.gradients(() -> module.forward(x, Phase.TRAIN).softmaxCrossEntropy(labels).mean());
      first = step == 0 ? gradients.loss().item() : first;
      last = gradients.loss().item();
      optimizer.step(gradients, 0.02f);
    }
    assertTrue(last < 0.9f * first, first + " to " + last);
    assertEquals(
        Shape.of(6, network.classes()), module.forward(x, Phase.EVAL).shape(), network.name());
    assertFalse(network.description().contains("\n"));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void every_network_names_its_parameters_once_and_repeats_from_a_seed(Models.Network network) {
    Module module = network.create(Init.GLOROT_NORMAL, RNG);
    List<String> names = module.parameters().map(Parameter::name).toList();
    assertEquals(names.size(), new HashSet<>(names).size());
    assertEquals(
        Weights.of(module), Weights.of(Models.create(network.name(), Init.GLOROT_NORMAL, RNG)));
  }

  @Test
  void input_and_classes_can_be_others() {
    Module xor = Models.create("lenet-300-100", Shape.of(2), 2, Init.GLOROT_NORMAL, RNG);
    assertEquals(2 * 300 + 300 * 100 + 100 * 2, count(xor, Role.WEIGHT));
    assertThrows(
        BadSetting.class,
        () -> Models.create("lenet-300-100", Shape.of(2), 0, Init.GLOROT_NORMAL, RNG));
  }

  @Test
  void an_unknown_network_is_an_error_with_the_nearest_name() {
    var e =
        assertThrows(
            UnknownName.class, () -> Models.create("lenet-30-100", Init.GLOROT_NORMAL, RNG));
    assertTrue(
        e.getMessage().startsWith("no network is called 'lenet-30-100'; did you mean 'lenet-300-"),
        e.getMessage());
  }
}
