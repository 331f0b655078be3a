package org.tombola.lottery.prune;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.engine.Tensor;
import org.tombola.lottery.recipe.PruneSettings;
import org.tombola.nn.Init;
import org.tombola.nn.Module;
import org.tombola.nn.NamedMask;
import org.tombola.nn.Phase;
import org.tombola.nn.Weights;
import org.tombola.nn.models.Models;

class NarrowTest {
  private static final Rng RNG = new Rng(2);
  private static final Shape INPUT = Shape.of(1, 28, 28);

  private static Module network(String name) {
    return Models.create(name, INPUT, 10, Init.KAIMING_NORMAL, new Rng(1));
  }

  private static Mask narrow(Module network, int rounds) {
    var pruner = Pruner.of(new PruneSettings("magnitude", "layerwise", 0.5, 0.5));
    return new Narrow(pruner).prune(Weights.of(network), Mask.dense(network), rounds, RNG::stream);
  }

  /// The outputs and inputs of a layer that have a weight; what is left of a narrow layer is all
  /// between them.
  private static List<Integer> sides(NamedMask layer) {
    var outputs = new TreeSet<Integer>();
    var inputs = new TreeSet<Integer>();
    int filter = layer.shape().size() / layer.shape().dim(0) / layer.shape().dim(1);
    for (int i = 0; i < layer.shape().size(); i++) {
      if (layer.keeps(i)) {
        outputs.add(i / filter / layer.shape().dim(1));
        inputs.add(i / filter % layer.shape().dim(1));
      }
    }
    assertEquals(outputs.size() - 1, outputs.last(), "the first outputs");
    assertEquals(inputs.size() - 1, inputs.last(), "the first inputs");
    assertEquals(outputs.size() * inputs.size() * filter, Mask.kept(layer), "dense between");
    return List.of(outputs.size(), inputs.size());
  }

  @ParameterizedTest
  @CsvSource({"lenet-300-100, 3", "lenet-5, 2", "lenet-5, 4", "resnet-8, 3", "conv-2, 4"})
  void it_is_a_small_dense_network_with_about_as_many_weights(String name, int rounds) {
    Module network = network(name);
    Mask mask = narrow(network, rounds);
    double share = Math.pow(0.5, rounds);
    // As near as whole units come: of the smallest network here one is a tenth.
    assertEquals(share, mask.density(), 0.1 * share);
    Map<Integer, Integer> widths = new HashMap<>();
    List<NamedMask> layers = mask.layers();
    assertEquals(layers.getFirst().shape().dim(1), sides(layers.getFirst()).get(1), "all inputs");
    assertEquals(10, sides(layers.getLast()).getFirst(), "all classes");
    for (NamedMask layer : layers.subList(0, layers.size() - 1)) {
      int kept = sides(layer).getFirst();
      int before = widths.getOrDefault(layer.shape().dim(0), kept);
      assertEquals(before, kept, "layers of one width keep as many: " + layer.name());
      widths.put(layer.shape().dim(0), kept);
    }
    for (int i = 1; i < layers.size(); i++) {
      Integer width = widths.get(layers.get(i).shape().dim(1));
      if (width != null) {
        assertEquals(width, sides(layers.get(i)).get(1), layers.get(i).name());
      }
    }
  }

  /// Pixels behind a channel that is gone are not read.
  @ParameterizedTest
  @CsvSource({"lenet-5", "conv-2", "resnet-8"})
  void nothing_is_read_of_what_is_gone(String name) {
    Module network = network(name);
    Mask mask = narrow(network, 3);
    mask.bind(network);
    float[] before = output(network);
    network
        .parameters()
        .filter(p -> p.shape().rank() == 1 && !p.name().startsWith("linear"))
        .forEach(
            p -> {
              float[] values = p.toArray();
              // Of every bias and normalisation the last entry belongs to a channel that is gone.
              if (values.length > 10) {
                values[values.length - 1] += 3;
              }
              p.write(values);
            });
    assertArrayEquals(before, output(network));
    assertTrue(Math.abs(before[0]) > 0);
  }

  private static float[] output(Module network) {
    float[] x = new float[2 * INPUT.size()];
    for (int i = 0; i < x.length; i++) {
      x[i] = RNG.stream("x").uniform(i);
    }
    return network.forward(Tensor.batch(Shape.of(2, 1, 28, 28), x), Phase.EVAL).toArray();
  }
}
