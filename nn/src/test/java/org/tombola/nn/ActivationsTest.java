package org.tombola.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.engine.Tensor;
import org.tombola.nn.layers.Linear;
import org.tombola.nn.layers.Relu;
import org.tombola.nn.layers.Sequential;
import org.tombola.nn.models.Models;

class ActivationsTest {
  private static Map<String, Shape> watched(String network, Shape batch, Phase phase) {
    Shape sample = Shape.of(batch.dim(1), batch.dim(2), batch.dim(3));
    Module module = Models.create(network, sample, 10, Init.KAIMING_NORMAL, new Rng(0));
    var seen = new LinkedHashMap<String, Shape>();
    Activations.watched(
        (layer, out) -> seen.put(layer, out.shape()),
        () -> module.forward(Tensor.batch(batch, new float[batch.size()]), phase));
    return seen;
  }

  @Test
  void what_relus_let_through_is_seen_and_nothing_else_is_changed() {
    var init = Initializer.of(Init.KAIMING_NORMAL, new Rng(0));
    Linear first = Linear.of(Names.ROOT.child("first"), 2, 2, init);
    first.weight().write(new float[] {1, 1, -1, 0});
    Linear second = Linear.of(Names.ROOT.child("second"), 2, 1, init);
    second.weight().write(new float[] {1, 10});
    Module network = Sequential.of(first, new Relu(Names.ROOT.child("first")), second);
    Tensor x = Tensor.batch(Shape.of(2, 2), 3, 4, -5, 1);
    var seen = new ArrayList<float[]>();
    var names = new ArrayList<String>();
    Tensor watched =
        Activations.watched(
            (layer, out) -> {
              names.add(layer);
              seen.add(out.toArray());
            },
            () -> network.forward(x, Phase.EVAL));
    assertEquals(List.of("first"), names);
    assertArrayEquals(new float[] {7, 0, 0, 5}, seen.getFirst());
    assertArrayEquals(new float[] {7, 50}, watched.toArray());
    network.forward(x, Phase.EVAL);
    assertEquals(1, names.size(), "nobody watches any more");
  }

  @ParameterizedTest
  @EnumSource(Phase.class)
  void residual_blocks_show_both_of_their_relus(Phase phase) {
    Map<String, Shape> seen = watched("resnet-8", Shape.of(2, 3, 8, 8), phase);
    assertEquals(
        List.of(
            "bn1",
            "layer1.0.bn1",
            "layer1.0.bn2",
            "layer2.0.bn1",
            "layer2.0.bn2",
            "layer3.0.bn1",
            "layer3.0.bn2"),
        List.copyOf(seen.keySet()));
    assertEquals(Shape.of(2, 64, 2, 2), seen.get("layer3.0.bn2"));
  }

  @Test
  void layers_are_named_by_what_comes_before_their_relu() {
    assertEquals(
        List.of("conv1", "conv2", "fc1", "fc2"),
        List.copyOf(watched("lenet-5", Shape.of(1, 1, 28, 28), Phase.EVAL).keySet()));
    assertEquals(
        List.of("conv1", "conv2", "fc1", "fc2"),
        List.copyOf(watched("conv-2", Shape.of(1, 3, 4, 4), Phase.EVAL).keySet()));
    assertEquals(
        List.of("fc1", "fc2"),
        List.copyOf(watched("lenet-300-100", Shape.of(1, 1, 4, 4), Phase.EVAL).keySet()));
    assertEquals(
        "features.1",
        watched("vgg-11", Shape.of(1, 3, 16, 16), Phase.EVAL).keySet().iterator().next());
  }
}
