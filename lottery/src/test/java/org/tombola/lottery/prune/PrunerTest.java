package org.tombola.lottery.prune;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.lottery.recipe.PruneSettings;
import org.tombola.lottery.recipe.ScoreSettings;
import org.tombola.nn.Init;
import org.tombola.nn.Module;
import org.tombola.nn.NamedMask;
import org.tombola.nn.NamedTensor;
import org.tombola.nn.Weights;
import org.tombola.nn.models.Models;

class PrunerTest {
  /// Density in percent after n rounds at 20 %, n = 1 .. 30.
  private static final double[] GOLDEN = {
    80, 64, 51.2, 41.0, 32.8, 26.2, 21.0, 16.8, 13.4, 10.7, 8.59, 6.87, 5.50, 4.40, 3.52, 2.81,
    2.25, 1.80, 1.44, 1.15, 0.92, 0.74, 0.59, 0.47, 0.38, 0.30, 0.24, 0.19, 0.155, 0.124
  };

  private static final Rng RNG = new Rng(5);

  @Test
  void densities_are_the_golden_list_up_to_rounding() {
    int weights = 266_200;
    for (int round = 1; round <= GOLDEN.length; round++) {
      int left = Pruner.survivors(weights, 0.2, round);
      double exact = weights * Math.pow(0.8, round);
      // Each round rounds by at most half a weight, and the next keeps 0.8 of that: 2.5 in the
      // limit.
      assertEquals(exact, left, 2.5);
      int digits = GOLDEN[round - 1] >= 10 ? 1 : GOLDEN[round - 1] >= 0.18 ? 2 : 3;
      assertEquals(GOLDEN[round - 1], 100.0 * left / weights, 0.6 * Math.pow(10, -digits));
    }
  }

  @Test
  void prunes_exactly_k_with_ties_the_lower_index_first() {
    Weights tied = weights(1f, -1f, 1f, -1f, 1f, 1f, -1f, 1f, 1f, 1f);
    Mask mask = prune(layerwise(0.3, 0), tied, ones(10), 1);
    assertArrayEquals(
        new boolean[] {false, false, false, true, true, true, true, true, true, true},
        mask.layer("layer0").toArray());
  }

  @Test
  void removes_the_smallest_magnitudes_of_the_survivors_only() {
    Weights trained = weights(0.5f, -0.1f, 0.2f, -3f, 0f);
    Mask before = Mask.of(List.of(mask("layer0", true, true, true, true, false), output()));
    Mask after = prune(layerwise(0.5, 0), trained, before, 1);
    assertArrayEquals(
        new boolean[] {true, false, false, true, false}, after.layer("layer0").toArray());
  }

  @Test
  void the_output_layer_has_its_own_fraction() {
    var trained = random(100, 50, 40);
    Mask mask = prune(layerwise(0.2, 0.1), trained, dense(trained), 1);
    assertEquals(List.of(80, 40, 36), mask.layers().stream().map(Mask::kept).toList());
  }

  @Test
  void global_scope_ranks_all_layers_together() {
    var small = new float[10];
    var large = new float[10];
    for (int i = 0; i < 10; i++) {
      small[i] = 0.01f * (i + 1);
      large[i] = 1 + i;
    }
    var trained = Weights.of(List.of(tensor("a", small), tensor("b", large), tensor("out", small)));
    Mask all = prune(global(0.5, 0.5), trained, dense(trained), 1);
    assertEquals(15, all.kept());
    assertEquals(10, Mask.kept(all.layer("b")));
    Mask exempt = prune(global(0.5, 0), trained, dense(trained), 1);
    assertEquals(List.of(0, 10, 10), exempt.layers().stream().map(Mask::kept).toList());
  }

  @Test
  void at_least_one_weight_survives() {
    Mask mask = prune(layerwise(0.9, 0.9), random(3, 1), dense(random(3, 1)), 40);
    assertEquals(List.of(1, 1), mask.layers().stream().map(Mask::kept).toList());
  }

  static List<String> criteria() {
    return Criteria.all().stream()
        .filter(LayerCriterion.class::isInstance)
        .map(Criterion::name)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("criteria")
  void every_criterion_is_exact_deterministic_and_only_shrinks(String criterion) {
    var trained = random(1000, 333, 47);
    var pruner = Pruner.of(new PruneSettings(criterion, "layerwise", 0.2, 0.1));
    Mask mask = dense(trained);
    for (int round = 1; round <= 8; round++) {
      Mask next = pruner.prune(trained, mask, 1, RNG::stream);
      assertEquals(next, pruner.prune(trained, mask, 1, RNG::stream));
      assertTrue(next.within(mask));
      mask = next;
      List<Integer> expected =
          List.of(
              Pruner.survivors(1000, 0.2, round),
              Pruner.survivors(333, 0.2, round),
              Pruner.survivors(47, 0.1, round));
      assertEquals(expected, mask.layers().stream().map(Mask::kept).toList());
      Mask atOnce = pruner.prune(trained, dense(trained), round, RNG::stream);
      assertEquals(expected, atOnce.layers().stream().map(Mask::kept).toList());
    }
    assertEquals(Criteria.named(criterion).name(), criterion);
  }

  @Test
  void keeping_the_lowest_is_the_complement() {
    var trained = random(1000, 333, 47);
    var settings = global(0.5, 0.5);
    var lowest = new Ranking(new Magnitude(), new ScoreSettings(1, "lowest", 10), Probe.NONE);
    Mask high = Pruner.of(settings).prune(trained, dense(trained), 1, RNG::stream);
    Mask low = new Pruner(settings, lowest).prune(trained, dense(trained), 1, RNG::stream);
    assertEquals(1380, high.kept() + low.kept());
    for (NamedMask layer : high.layers()) {
      for (int i = 0; i < layer.shape().size(); i++) {
        assertNotEquals(layer.keeps(i), low.layer(layer.name()).keeps(i), layer.name() + " " + i);
      }
    }
  }

  /// To a hundredth and to a thousandth in 100 passes.
  @Test
  void each_of_many_passes_leaves_the_same_share() {
    int all = 1_000_000_000;
    for (double[] golden : new double[][] {{1e-2, 0.95499}, {1e-3, 0.93325}}) {
      int to = (int) (all * golden[0]);
      int before = all;
      for (int pass = 1; pass <= 100; pass++) {
        int left = Pruner.between(all, to, pass, 100);
        assertEquals(golden[1], (double) left / before, 1e-5, "pass " + pass);
        before = left;
      }
      assertEquals(to, before);
    }
  }

  @Test
  void passes_end_at_the_counts_of_one() {
    var trained = random(1000, 333, 47);
    var settings = new PruneSettings("random", "layerwise", 0.2, 0.1);
    var passes = new Ranking(new Arbitrary(), new ScoreSettings(7, "highest", 10), Probe.NONE);
    Mask mask = new Pruner(settings, passes).prune(trained, dense(trained), 5, RNG::stream);
    assertEquals(Pruner.of(settings).prune(trained, dense(trained), 5, RNG::stream), mask);
  }

  private static Mask prune(PruneSettings settings, Weights trained, Mask mask, int rounds) {
    return Pruner.of(settings).prune(trained, mask, rounds, RNG::stream);
  }

  private static PruneSettings layerwise(double fraction, double output) {
    return new PruneSettings("magnitude", "layerwise", fraction, output);
  }

  private static PruneSettings global(double fraction, double output) {
    return new PruneSettings("magnitude", "global", fraction, output);
  }

  private static NamedTensor tensor(String name, float... values) {
    return NamedTensor.of(name, Shape.of(values.length), values);
  }

  private static NamedMask mask(String name, boolean... keeps) {
    return NamedMask.of(name, Shape.of(keeps.length), keeps);
  }

  private static NamedMask output() {
    return mask("output", true);
  }

  private static Mask ones(int size) {
    boolean[] keeps = new boolean[size];
    Arrays.fill(keeps, true);
    return Mask.of(List.of(mask("layer0", keeps), output()));
  }

  private static Weights weights(float... layer) {
    return Weights.of(List.of(tensor("layer0", layer), tensor("output", 1f)));
  }

  /// Layers of these sizes with normal weights.
  private static Weights random(int... sizes) {
    var tensors = new ArrayList<NamedTensor>();
    for (int layer = 0; layer < sizes.length; layer++) {
      var stream = RNG.stream("weights" + layer);
      float[] values = new float[sizes[layer]];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) stream.gaussian(i);
      }
      tensors.add(tensor("layer" + layer, values));
    }
    return Weights.of(tensors);
  }

  private static Mask dense(Weights weights) {
    var layers = new ArrayList<NamedMask>();
    for (NamedTensor tensor : weights.tensors().values()) {
      boolean[] keeps = new boolean[tensor.shape().size()];
      Arrays.fill(keeps, true);
      layers.add(NamedMask.of(tensor.name(), tensor.shape(), keeps));
    }
    return Mask.of(layers);
  }

  @Test
  void convolutions_and_shortcuts_may_have_rounds_of_their_own() {
    Module network =
        Models.create("resnet-8", Shape.of(3, 8, 8), 10, Init.KAIMING_NORMAL, new Rng(0));
    Weights weights = Weights.of(network);
    Mask dense = Mask.dense(network);
    var layerwise =
        Pruner.of(new PruneSettings("magnitude", "layerwise", 0.5, 0.2, 0.1, "kept", List.of()))
            .prune(weights, dense, 1, layer -> new Rng(0).stream(layer));
    for (NamedMask layer : layerwise.layers()) {
      int size = layer.shape().size();
      double fraction =
          layer.name().contains("shortcut") ? 0 : layer.name().startsWith("linear") ? 0.2 : 0.1;
      assertEquals(size - Math.round(fraction * size), Mask.kept(layer), layer.name());
    }
    var global =
        Pruner.of(new PruneSettings("magnitude", "global", 0.5, 0, 0, "kept", List.of()))
            .prune(weights, dense, 1, layer -> new Rng(0).stream(layer));
    assertEquals(
        dense.layer("layer2.0.shortcut.0.weight"), global.layer("layer2.0.shortcut.0.weight"));
    assertEquals(dense.layer("linear.weight"), global.layer("linear.weight"));
    assertEquals(
        dense.layers().stream().map(NamedMask::name).toList(),
        global.layers().stream().map(NamedMask::name).toList());
  }
}
