package org.tombola.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tombola.engine.RandomStream;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.engine.Tensor;
import org.tombola.nn.models.Models;

class CompactTest {
  private static Module network(String name, Shape sample, Map<String, Shape> shapes) {
    return Models.create(name, sample, 10, Initializer.of(Init.BINARY, new Rng(1)).with(shapes));
  }

  /// Every number of a network replaced, so that nothing cancels by chance; variances above zero.
  private static void fill(Module network) {
    network
        .state()
        .forEach(
            state -> {
              float[] values = state.toArray();
              boolean weight = state.shape().rank() > 1;
              for (int i = 0; i < values.length; i++) {
                float part = 37 * i % 101 / 101f;
                values[i] = weight ? values[i] * (1 + 0.3f * part) : values[i] + part - 0.2f;
              }
              state.write(values);
            });
  }

  /// Every second unit loses its readers, every fourth the weights that give it too.
  private static Map<String, Integer> prune(Module network) {
    Map<String, Parameter> parameters =
        network.parameters().collect(Collectors.toMap(Parameter::name, p -> p));
    var left = new TreeMap<String, Integer>();
    for (Units units : Units.of(network)) {
      Parameter to = parameters.get(units.to());
      zero(to, i -> units.readBy(i, to.shape()) % 2 == 0);
      Parameter from = parameters.get(units.from());
      zero(from, i -> units.giving(i, from.shape()) % 4 == 0);
      left.put(units.from(), units.count() / 2);
    }
    return left;
  }

  private static void zero(Parameter parameter, IntPredicate pruned) {
    float[] values = parameter.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = pruned.test(i) ? 0 : values[i];
    }
    parameter.write(values);
  }

  private static float[] logits(Module network, Shape batch) {
    RandomStream random = new Rng(4).stream("x");
    float[] x = new float[batch.size()];
    for (int i = 0; i < x.length; i++) {
      x[i] = random.uniform(i) - 0.5f;
    }
    return network.forward(Tensor.batch(batch, x), Phase.EVAL).toArray();
  }

  @ParameterizedTest
  @CsvSource({
    "lenet-300-100, 1, 6",
    "lenet-5, 1, 12",
    "conv-4, 3, 4",
    "resnet-8, 3, 8",
    "resnet-8-a, 3, 8",
    "wrn-10-1, 3, 8",
    "vgg-11, 3, 16"
  })
  void the_smaller_network_computes_the_same(String name, int channels, int side) {
    Shape sample = Shape.of(channels, side, side);
    Module whole = network(name, sample, Map.of());
    fill(whole);
    Map<String, Integer> left = prune(whole);
    Weights smaller = Compact.of(whole, Weights.of(whole));
    left.forEach((from, kept) -> assertEquals(kept, smaller.get(from).shape().dim(0), from));

    Module compact = network(name, sample, Compact.shapes(whole, smaller));
    smaller.into(compact);
    assertEquals(smaller, Weights.of(compact));
    float[] expected = logits(whole, sample.prepend(3));
    double largest = 0;
    for (float logit : expected) {
      largest = Math.max(largest, Math.abs(logit));
    }
    assertTrue(largest > 0, "a network that gives nothing shows nothing");
    assertArrayEquals(expected, logits(compact, sample.prepend(3)), (float) (1e-5 * largest));
  }

  @Test
  void a_unit_that_only_units_now_gone_have_read_goes_too() {
    Module whole = network("lenet-300-100", Shape.of(1, 4, 4), Map.of());
    Map<String, Parameter> parameters =
        whole.parameters().collect(Collectors.toMap(Parameter::name, p -> p));
    float[] out = new float[10 * 100];
    out[7] = 1;
    parameters.get("fc3.weight").write(out);
    float[] second = new float[100 * 300];
    second[7 * 300 + 11] = 1;
    second[8 * 300 + 12] = 1; // of a unit that is not read
    parameters.get("fc2.weight").write(second);
    Weights smaller = Compact.of(whole, Weights.of(whole));
    assertEquals(Shape.of(1, 16), smaller.get("fc1.weight").shape());
    assertEquals(Shape.of(1, 1), smaller.get("fc2.weight").shape());
    assertEquals(Shape.of(10, 1), smaller.get("fc3.weight").shape());
  }

  @Test
  void one_unit_stays_where_none_is_read() {
    Module whole = network("lenet-300-100", Shape.of(1, 4, 4), Map.of());
    whole.parameters().filter(p -> p.shape().rank() > 1).forEach(p -> p.write(zeros(p)));
    Weights smaller = Compact.of(whole, Weights.of(whole));
    assertEquals(Shape.of(1, 16), smaller.get("fc1.weight").shape());
  }

  private static float[] zeros(Parameter parameter) {
    return new float[parameter.shape().size()];
  }

  @Test
  void a_residual_sum_keeps_its_channels() {
    Shape sample = Shape.of(3, 32, 32);
    assertEquals(
        List.of("layer1.0.conv1", "layer2.0.conv1", "layer3.0.conv1"),
        givers(network("resnet-8", sample, Map.of())));
    assertEquals(
        List.of("block1.layer.0.conv1", "block2.layer.0.conv1", "block3.layer.0.conv1"),
        givers(network("wrn-10-1", sample, Map.of())));
    List<String> bottlenecks = givers(network("resnet-50", sample, Map.of()));
    assertEquals(2 * 16, bottlenecks.size(), bottlenecks::toString);
    assertTrue(bottlenecks.stream().noneMatch(name -> name.endsWith("conv3")));
    assertEquals(8, givers(network("vgg-11", sample, Map.of())).size());
  }

  private static List<String> givers(Module network) {
    return Units.of(network).stream().map(units -> Names.parent(units.from())).toList();
  }

  @Test
  void a_normalisation_goes_along() {
    Units units = Units.of(network("resnet-8", Shape.of(3, 8, 8), Map.of())).getFirst();
    assertEquals("layer1.0.conv2.weight", units.to());
    assertEquals(
        List.of(
            "layer1.0.bn1.weight",
            "layer1.0.bn1.bias",
            "layer1.0.bn1.running_mean",
            "layer1.0.bn1.running_var"),
        units.along());
    assertEquals("layer1.0.bn1.weight", units.scale().orElseThrow());
    assertTrue(
        Units.of(network("conv-2", Shape.of(3, 8, 8), Map.of())).stream()
            .allMatch(plain -> plain.scale().isEmpty()));
  }

  @Test
  void weights_that_disagree_among_themselves_do_not_fit() {
    Shape sample = Shape.of(1, 4, 4);
    Module whole = network("lenet-300-100", sample, Map.of());
    var tensors = new LinkedHashMap<>(Weights.of(whole).tensors());
    tensors.put("fc1.weight", NamedTensor.of("fc1.weight", Shape.of(2, 16), new float[32]));
    var broken = new Weights(tensors);
    Module compact = network("lenet-300-100", sample, Compact.shapes(whole, broken));
    var thrown = assertThrows(WeightsException.class, () -> broken.into(compact));
    assertEquals("weights 'fc1.bias' have shape 300, the network's have 2", thrown.getMessage());
  }
}
