package org.tombola.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.engine.Tape;
import org.tombola.nn.models.LeNet300;
import org.tombola.nn.models.Models;
import org.tombola.nn.optim.Sgd;

class WeightsTest {
  private static Module network(long seed) {
    return LeNet300.of(20, 12, 10, 5, Init.GLOROT_NORMAL, new Rng(seed));
  }

  @Test
  void names_and_layouts_are_those_of_pytorch() {
    Weights weights = Weights.of(network(0));
    assertEquals(
        List.of("fc1.weight", "fc1.bias", "fc2.weight", "fc2.bias", "fc3.weight", "fc3.bias"),
        List.copyOf(weights.tensors().keySet()));
    assertEquals(Shape.of(12, 20), weights.get("fc1.weight").shape());
    assertEquals(Shape.of(5), weights.get("fc3.bias").shape());
  }

  @Test
  void what_was_taken_can_be_put_back() {
    Module network = network(0);
    Weights start = Weights.of(network);
    Weights.of(network(1)).into(network);
    assertNotEquals(start, Weights.of(network));
    start.into(network);
    assertEquals(start, Weights.of(network));
  }

  @Test
  void training_after_a_rewind_does_not_reach_the_snapshot() {
    Module network = Golden.SMALL.network();
    Weights start = Weights.of(network);
    for (int level = 0; level < 2; level++) {
      var optimizer = new Sgd(network, 0.9f, false, 0f);
      for (int step = 0; step < 3; step++) {
        optimizer.step(Tape.gradients(() -> Golden.SMALL.loss(network, 0)), 0.1f);
      }
      assertNotEquals(start, Weights.of(network));
      start.into(network);
      assertEquals(Weights.of(Golden.SMALL.network()), start);
    }
  }

  @Test
  void a_file_holds_the_same_weights(@TempDir Path folder) {
    Weights weights = Weights.of(network(5));
    weights.write(folder.resolve("w.safetensors"));
    assertEquals(weights, Weights.read(folder.resolve("w.safetensors")));
  }

  @Test
  void other_names_or_shapes_are_refused_and_nothing_changes() {
    Module network = network(0);
    Weights before = Weights.of(network);
    var tensors = new ArrayList<>(Weights.of(network(1)).tensors().values());

    tensors.set(5, NamedTensor.of("fc3.bias", Shape.of(6), new float[6]));
    var shape = assertThrows(WeightsException.class, () -> Weights.of(tensors).into(network));
    assertEquals("weights 'fc3.bias' have shape 6, the network's have 5", shape.getMessage());

    tensors.set(5, NamedTensor.of("fc4.bias", Shape.of(5), new float[5]));
    var missing = assertThrows(WeightsException.class, () -> Weights.of(tensors).into(network));
    assertEquals(
        "no weights are called 'fc3.bias'; there are fc1.bias, fc1.weight, fc2.bias, fc2.weight,"
            + " fc3.weight, fc4.bias",
        missing.getMessage());

    tensors.add(NamedTensor.of("fc3.bias", Shape.of(5), new float[5]));
    var surplus = assertThrows(WeightsException.class, () -> Weights.of(tensors).into(network));
    assertEquals(
        "weights 'fc4.bias' belong to no parameter of the network; it has fc1.bias, fc1.weight,"
            + " fc2.bias, fc2.weight, fc3.bias, fc3.weight",
        surplus.getMessage());

    assertEquals(before, Weights.of(network));
    tensors.add(tensors.getFirst());
    assertThrows(WeightsException.class, () -> Weights.of(tensors));
  }

  @Test
  void running_statistics_belong_to_the_weights() {
    Module resnet = Models.create("resnet-8", Init.KAIMING_NORMAL, new Rng(0));
    Weights weights = Weights.of(resnet);
    var without = new ArrayList<>(weights.tensors().values());
    without.removeIf(tensor -> tensor.name().endsWith("running_mean"));
    var e = assertThrows(WeightsException.class, () -> Weights.of(without).into(resnet));
    assertEquals(
        "no weights are called 'bn1.running_mean': they come without the network's running"
            + " statistics",
        e.getMessage());
    var other = assertThrows(WeightsException.class, () -> weights.into(network(0)));
    assertTrue(other.getMessage().contains(" and 35 more"), other.getMessage());
  }

  /// PyTorch keeps a count of batches beside each pair of statistics.
  @Test
  void pytorchs_counts_are_written_for_it_and_ignored_when_read(@TempDir Path folder) {
    Module resnet = Models.create("resnet-8", Init.KAIMING_NORMAL, new Rng(0));
    Weights weights = Weights.of(resnet);
    Path file = folder.resolve("w.safetensors");
    weights.toTorch(7, Map.of()).write(file);
    SafeTensors read = SafeTensors.read(file);
    assertEquals(
        new NamedCount("bn1.num_batches_tracked", 7),
        read.entries().get("bn1.num_batches_tracked"));
    assertEquals(9, read.entries().values().stream().filter(NamedCount.class::isInstance).count());
    Weights back = Weights.read(file);
    assertEquals(weights, back);
    back.into(resnet);
  }
}
