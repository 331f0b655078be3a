package org.tombola.bench.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tombola.engine.Backends;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.nn.Init;
import org.tombola.nn.Parameter;
import org.tombola.nn.Role;
import org.tombola.nn.models.Models;

class ZooTest {
  private static double megaMultiplyAdds(String network) {
    double flops = Zoo.layers(network).stream().mapToDouble(Layer::flops).sum();
    return flops / 2e6 / Zoo.batch(network);
  }

  /// The count of He et al. 2016 and others is 40.6 million without the two projections, which are
  /// of 131,072 each here.
  @Test
  void counts_what_the_papers_count() {
    assertEquals(40.55 + 2 * 0.131, megaMultiplyAdds("resnet-20"), 0.02);
    assertEquals(313.2, megaMultiplyAdds("vgg-16"), 0.1);
    assertEquals(0.2662, megaMultiplyAdds("lenet-300-100"), 1e-9);
  }

  @Test
  void finds_the_layers_of_a_network_in_order() {
    List<String> words = Zoo.layers("lenet-5").stream().map(Object::toString).toList();
    assertEquals(
        List.of(
            "conv-60x1x28x28-6x5x5-s1-p2",
            "conv-60x6x14x14-16x5x5-s1-p0",
            "linear-60x400-120",
            "linear-60x120-84",
            "linear-60x84-10"),
        words);
  }

  @Test
  void layers_have_the_weights_of_the_network() {
    for (String network : List.of("resnet-20", "conv-4")) {
      var made =
          Backends.with(
              Backends.open("reference", 1), () -> Models.create(network, Init.BINARY, new Rng(0)));
      Stream<Shape> weights =
          made.parameters().filter(p -> p.role() == Role.WEIGHT).map(Parameter::shape);
      assertEquals(
          weights.map(Object::toString).sorted().toList(),
          Zoo.layers(network).stream().map(l -> l.weight().toString()).sorted().toList());
    }
  }

  @Test
  void a_step_computes_all_but_the_first_layer_three_times() {
    double first = 2.0 * 60 * 784 * 300;
    double others = 2.0 * 60 * (300 * 100 + 100 * 10);
    assertEquals(2 * first + 3 * others, Zoo.stepFlops("lenet-300-100"));
  }
}
