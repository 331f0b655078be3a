package org.tombola.nn.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
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
  @CsvSource({
    "lenet-300-100,   1, 6",
    "lenet-5,         1, 12",
    "lenet-5-unpadded, 1, 16",
    "conv-2,          3, 9",
    "wide-conv-12,    1, 6",
    "conv-6,          3, 8",
    "vgg-11,          3, 16",
    "resnet-8,        3, 8",
    "resnet-8-a-w2,   1, 9",
    "plain-8-w2,      1, 9",
    "resnet-18-cifar, 3, 8",
    "wrn-10-2,        3, 8",
  })
  void every_family_trains_and_evaluates(String name, int channels, int side) {
    Shape sample = Shape.of(channels, side, side);
    Module module = Models.create(name, sample, 6, Init.KAIMING_NORMAL, RNG);
    Weights start = Weights.of(module);
    Tensor x = batch(6, sample);
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
    assertTrue(last < first, first + " to " + last);
    Weights trained = Weights.of(module);
    for (String tensor : start.tensors().keySet()) {
      assertNotEquals(start.get(tensor), trained.get(tensor), tensor + " did not change");
    }
    Tensor logits = module.forward(x, Phase.EVAL);
    assertEquals(Shape.of(6, 6), logits.shape());
    for (float logit : logits.toArray()) {
      assertTrue(Float.isFinite(logit), name);
    }
    assertEquals(trained, Weights.of(module), "evaluation changes nothing");
    start.into(module);
    assertEquals(start, Weights.of(module), "statistics are rewound with the weights");
  }

  @Test
  void bottlenecks_quarter_the_image_and_end_in_2048_channels() {
    Module network = Models.create("resnet-50", Shape.of(3, 32, 32), 7, Init.KAIMING_UNIFORM, RNG);
    assertEquals(
        Shape.of(2, 7), network.forward(batch(2, Shape.of(3, 32, 32)), Phase.EVAL).shape());
  }

  @ParameterizedTest
  @ValueSource(strings = {"lenet-300-100", "lenet-5", "resnet-8", "resnet-8-a", "wrn-10-1"})
  void a_network_names_its_parameters_once_and_repeats_from_a_seed(String name) {
    Module module = Models.create(name, Init.GLOROT_NORMAL, RNG);
    List<String> names = module.parameters().map(Parameter::name).toList();
    assertEquals(names.size(), new HashSet<>(names).size());
    assertEquals(Weights.of(module), Weights.of(Models.create(name, Init.GLOROT_NORMAL, RNG)));
  }

  @Test
  void the_list_has_examples_of_one_line() {
    List<Models.Network> all = Models.all();
    assertTrue(all.size() >= 15);
    for (Models.Network network : all) {
      assertEquals(network.name(), Models.named(network.name()).name());
      assertFalse(network.description().contains("\n"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "resnet-21 | the depth of network 'resnet-21' is 21: it must be 6n+2 from 8 to 866; the"
            + " nearest is 20",
        "resnet-872 | the depth of network 'resnet-872' is 872: it must be 6n+2 from 8 to 866; the"
            + " nearest is 866",
        "plain-21 | the depth of network 'plain-21' is 21: it must be 6n+2 from 8 to 866; the"
            + " nearest is 20",
        "resnet-2-a | the depth of network 'resnet-2-a' is 2: it must be 6n+2 from 8 to 866; the"
            + " nearest is 8",
        "resnet-50-w2 | the depth of network 'resnet-50-w2' is 50: it must be another, for"
            + " resnet-50 is ImageNet's; this one is 'cifar-resnet-50-w2'",
        "resnet-20-w64 | the width factor of network 'resnet-20-w64' is 64: it must be 1 to 32",
        "wrn-23-2 | the depth of network 'wrn-23-2' is 23: it must be 6n+4 from 10 to 100; the"
            + " nearest is 22",
        "wrn-22-33 | the width factor of network 'wrn-22-33' is 33: it must be 1 to 32",
      })
  void a_depth_or_width_there_is_not_is_refused(String name, String message) {
    assertEquals(message, assertThrows(BadSetting.class, () -> Models.named(name)).getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"resnet-020", "resnet-20-w0", "resnet-20-w2-a", "resnet-999999999999", "vgg-12"})
  void other_spellings_are_unknown(String name) {
    assertThrows(UnknownName.class, () -> Models.named(name));
  }

  @Test
  void images_that_do_not_fit_are_refused_in_the_networks_name() {
    var small =
        assertThrows(
            BadSetting.class,
            () -> Models.create("vgg-16", Shape.of(3, 8, 32), 10, Init.KAIMING_NORMAL, RNG));
    assertEquals(
        "the input of network 'vgg-16' is 3×8×32: it must be channels × height × width, with sides"
            + " of at least 16",
        small.getMessage());
    assertThrows(
        BadSetting.class,
        () -> Models.create("resnet-8", Shape.of(784), 10, Init.KAIMING_NORMAL, RNG));

    Module resnet = Models.create("resnet-8", Init.KAIMING_NORMAL, RNG);
    var grey =
        assertThrows(
            EngineException.class, () -> resnet.forward(batch(2, Shape.of(1, 32, 32)), Phase.EVAL));
    assertEquals(
        "network 'resnet-8' takes batches of 3×4×4 images or larger ones, not 2×1×32×32",
        grey.getMessage());
    Module lenet = Models.create("lenet-5", Init.KAIMING_NORMAL, RNG);
    var large =
        assertThrows(
            EngineException.class, () -> lenet.forward(batch(2, Shape.of(1, 32, 32)), Phase.EVAL));
    assertEquals(
        "network 'lenet-5' takes batches of 1×28×28 images, not 2×1×32×32", large.getMessage());
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
