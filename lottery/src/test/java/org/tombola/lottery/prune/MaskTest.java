package org.tombola.lottery.prune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.nn.Init;
import org.tombola.nn.NamedMask;
import org.tombola.nn.NamedTensor;
import org.tombola.nn.Weights;
import org.tombola.nn.models.LeNet300;

class MaskTest {
  private static final Mask HALF = mask(true, false, true, false);

  @Test
  void covers_weights_in_the_networks_order_and_no_biases() {
    var network = LeNet300.of(784, 10, Init.GLOROT_NORMAL, new Rng(0));
    Mask dense = Mask.dense(network);
    assertEquals(
        List.of("fc1.weight", "fc2.weight", "fc3.weight"),
        dense.layers().stream().map(NamedMask::name).toList());
    assertEquals(266_200, dense.size());
    assertEquals(1.0, dense.density());
  }

  @Test
  void applying_selects_so_that_nan_and_minus_zero_become_plus_zero() {
    var weights = weights(1f, Float.NaN, -2f, -0f);
    assertEquals(weights(1f, 0f, -2f, 0f), HALF.apply(weights));
  }

  @Test
  void within_is_the_order_of_masks() {
    assertTrue(HALF.within(mask(true, true, true, false)));
    assertTrue(HALF.within(HALF));
    assertFalse(HALF.within(mask(true, true, false, true)));
  }

  @Test
  void binding_zeroes_pruned_weights_of_a_network_and_only_those() {
    var network = LeNet300.of(4, 3, 2, 2, Init.GLOROT_NORMAL, new Rng(0));
    Weights before = Weights.of(network);
    boolean[] keeps = new boolean[12];
    keeps[3] = true;
    keeps[7] = true;
    Mask mask = Mask.of(List.of(NamedMask.of("fc1.weight", Shape.of(3, 4), keeps)));
    mask.bind(network);
    assertEquals(mask.apply(before), Weights.of(network));
  }

  @Test
  void survives_a_file(@TempDir Path folder) {
    Path file = folder.resolve("mask.safetensors");
    HALF.write(file);
    assertEquals(HALF, Mask.read(file));
    assertEquals(0.5, Mask.read(file).density());
  }

  private static Mask mask(boolean... keeps) {
    return Mask.of(List.of(NamedMask.of("w", Shape.of(2, 2), keeps)));
  }

  private static Weights weights(float... values) {
    return Weights.of(List.of(NamedTensor.of("w", Shape.of(2, 2), values)));
  }
}
