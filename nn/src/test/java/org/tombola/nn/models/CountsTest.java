package org.tombola.nn.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tombola.engine.Rng;
import org.tombola.nn.Init;
import org.tombola.nn.Module;
import org.tombola.nn.Parameter;
import org.tombola.nn.Role;

/// Numbers of parameters, against the papers' tables, torchvision and sums by hand.
class CountsTest {
  private static Module network(String name) {
    return Models.create(name, Init.KAIMING_UNIFORM, new Rng(0));
  }

  private static long count(Module network, Predicate<Parameter> which) {
    return network.parameters().filter(which).mapToLong(p -> p.shape().size()).sum();
  }

  private static long total(Module network) {
    return count(network, p -> true);
  }

  private static boolean isNorm(Parameter p) {
    return p.role() == Role.NORM_SCALE || p.role() == Role.NORM_SHIFT;
  }

  private static boolean isFilter(Parameter p, int size) {
    return p.shape().rank() == 4 && p.shape().dim(2) == size;
  }

  @ParameterizedTest
  @CsvSource({
    "resnet-14,     175258,   170928,   1120,  2560,   650",
    "resnet-20,     272474,   267696,   1568,  2560,   650",
    "resnet-32,     466906,   461232,   2464,  2560,   650",
    "resnet-56,     855770,   848304,   4256,  2560,   650",
    "resnet-110,    1730714,  1719216,  8288,  2560,   650",
    "resnet-218,    3480602,  3461040,  16352, 2560,   650",
    "resnet-866,    13979930, 13911984, 64736, 2560,   650",
    "resnet-14-w2,  696618,   682848,   2240,  10240,  1290",
    "resnet-14-w4,  2777674,  2729664,  4480,  40960,  2570",
  })
  void cifar_resnets_have_the_papers_parameters(
      String name, long total, long filters, long norms, long shortcuts, long linear) {
    Module network = network(name);
    assertEquals(total, total(network), "all");
    assertEquals(filters, count(network, p -> isFilter(p, 3)), "3×3");
    assertEquals(norms, count(network, CountsTest::isNorm), "BN");
    assertEquals(shortcuts, count(network, p -> isFilter(p, 1)), "shortcuts");
    assertEquals(linear, count(network, p -> p.name().startsWith("linear.")), "linear");
  }

  /// Without the 2,560 weights and 192 normalisation parameters of the shortcuts.
  @Test
  void option_a_has_no_parameters_in_its_shortcuts() {
    Module network = network("resnet-20-a");
    assertEquals(269_722, total(network));
    assertTrue(network.parameters().noneMatch(p -> p.name().contains("shortcut")));
    assertEquals(total(network("cifar-resnet-20-a-w2")), total(network("resnet-20-a-w2")));
    assertEquals(269_722, total(network("plain-20")), "nor has a network without them");
  }

  @ParameterizedTest
  @CsvSource({
    "resnet-18,       11689512, 9600",
    "resnet-34,       21797672, 17024",
    "resnet-50,       25557032, 53120",
    "resnet-18-cifar, 11173962, 9600",
    "wrn-22-2,        1079642,  2720",
    "wrn-16-4,        2748890,  3616",
    "vgg-11,          9228362,  5504",
    "vgg-13,          9413066,  5888",
    "vgg-16,          14724042, 8448",
    "vgg-19,          20035018, 11008",
    "cifar-resnet-50, 758554,   3808",
  })
  void others_have_as_many_in_all_and_in_normalisations(String name, long total, long norms) {
    Module network = network(name);
    assertEquals(total, total(network), "all");
    assertEquals(norms, count(network, CountsTest::isNorm), "BN");
  }

  @ParameterizedTest
  @CsvSource({
    "conv-2,  4300992, 38592,   650",
    "conv-4,  2425024, 259776,  906",
    "conv-6,  2261184, 1144512, 1418",
    "lenet-5, 61470,   2550,    236",
    // Linear inputs 16 · 4 · 4 instead of 16 · 5 · 5.
    "lenet-5-unpadded, 44190, 2550, 236",
    // 120 · 9, 120 · 14 · 14 · 10; 120 + 10
    "wide-conv-120, 236280, 1080, 130",
  })
  void small_ones_have_weights_filters_and_biases(
      String name, long weights, long filters, long biases) {
    Module network = network(name);
    assertEquals(weights, count(network, p -> p.role() == Role.WEIGHT));
    assertEquals(filters, count(network, p -> p.shape().rank() == 4));
    assertEquals(biases, count(network, p -> p.role() == Role.BIAS));
  }

  @Test
  void convolutions_before_a_normalisation_have_no_bias() {
    for (String name : new String[] {"resnet-20", "resnet-50", "vgg-11", "wrn-16-4"}) {
      long biases = network(name).parameters().filter(p -> p.role() == Role.BIAS).count();
      assertEquals(1, biases, name);
    }
  }
}
