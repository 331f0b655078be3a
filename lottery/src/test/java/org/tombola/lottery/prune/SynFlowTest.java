package org.tombola.lottery.prune;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.engine.spi.Window;
import org.tombola.lottery.Blobs;
import org.tombola.lottery.recipe.PruneSettings;
import org.tombola.lottery.recipe.ScoreSettings;
import org.tombola.nn.Init;
import org.tombola.nn.Initializer;
import org.tombola.nn.Module;
import org.tombola.nn.Names;
import org.tombola.nn.NormInit;
import org.tombola.nn.Weights;
import org.tombola.nn.layers.BatchNorm2d;
import org.tombola.nn.layers.Conv2d;
import org.tombola.nn.layers.Flatten;
import org.tombola.nn.layers.Linear;
import org.tombola.nn.layers.MaxPool2d;
import org.tombola.nn.layers.Relu;
import org.tombola.nn.layers.Sequential;
import org.tombola.nn.models.LeNet300;
import org.tombola.nn.models.Models;

class SynFlowTest {
  private static Map<String, float[]> scores(Module network) {
    return new SynFlow().scores(new Trial(network, Blobs.examples(3)).evidence());
  }

  private static double sum(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum;
  }

  /// Sizes (1 2; 3 4) and (1 2; 0.5 1): the hidden units get 3 and 7 and give 1.5 and 3, so that R
  /// is 25.5. What is added counts nothing.
  @Test
  void a_weight_scores_its_share_of_all_paths() {
    var trial = Trial.byHand();
    Trial.write(trial.network(), "fc1.weight", 1f, -2f, 3f, 4f);
    Trial.write(trial.network(), "fc2.weight", -1f, 2f, 0.5f, -1f);
    Trial.write(trial.network(), "fc1.bias", 9f, -9f);
    Trial.write(trial.network(), "fc2.bias", -7f, 7f);
    Map<String, float[]> scores = new SynFlow().scores(trial.evidence());
    float r = 25.5f;
    assertArrayEquals(
        new float[] {1.5f / r, 3 / r, 9 / r, 12 / r}, scores.get("fc1.weight"), 1e-6f);
    assertArrayEquals(
        new float[] {3 / r, 14 / r, 1.5f / r, 7 / r}, scores.get("fc2.weight"), 1e-6f);
  }

  /// Golden vector: what flows into a hidden unit flows out of it.
  @Test
  void flow_is_conserved_at_every_hidden_unit() {
    Module network = LeNet300.of(16, 30, 10, 3, Init.KAIMING_NORMAL, new Rng(6));
    Map<String, float[]> scores = scores(network);
    conserved(scores, "fc1.weight", 16, "fc2.weight", 30);
    conserved(scores, "fc2.weight", 30, "fc3.weight", 10);
  }

  private static void conserved(
      Map<String, float[]> scores, String from, int inputs, String to, int units) {
    float[] in = scores.getOrDefault(from, new float[0]);
    float[] out = scores.getOrDefault(to, new float[0]);
    for (int unit = 0; unit < units; unit++) {
      double incoming = 0;
      for (int i = 0; i < inputs; i++) {
        incoming += in[unit * inputs + i];
      }
      double outgoing = 0;
      for (int o = 0; o < out.length / units; o++) {
        outgoing += out[o * units + unit];
      }
      assertEquals(incoming, outgoing, 1e-5 * incoming, from + " " + unit);
      assertTrue(incoming > 0);
    }
  }

  /// With convolutions, pooling and normalisations whose scales have both signs.
  @Test
  void every_layer_of_a_chain_has_the_same_sum() {
    var init =
        new Initializer(Init.KAIMING_NORMAL, NormInit.named("positive-negative"), new Rng(3));
    Names root = Names.ROOT;
    Module network =
        Sequential.of(
            Conv2d.withoutBias(root.child("conv1"), 1, 4, Window.of(3, 1, 1), init),
            BatchNorm2d.of(root.child("bn1"), 4, init),
            new Relu(root.child("bn1")),
            MaxPool2d.of(2),
            Conv2d.withoutBias(root.child("conv2"), 4, 5, Window.of(3, 1, 1), init),
            BatchNorm2d.of(root.child("bn2"), 5, init),
            new Relu(root.child("bn2")),
            new Flatten(),
            Linear.of(root.child("fc"), 20, 3, init));
    network
        .state()
        .filter(s -> s.name().endsWith("bias") || s.name().endsWith("running_mean"))
        .forEach(
            s -> {
              float[] values = s.toArray();
              values[0] = 5;
              s.write(values);
            });
    scores(network).values().forEach(layer -> assertEquals(1, sum(layer), 1e-4));
  }

  /// R is 10⁴⁵, 10⁻⁴⁵ and 10¹⁰⁵ times that of the network as drawn.
  @ParameterizedTest
  @ValueSource(floats = {1e15f, 1e-15f, 1e35f})
  void a_flow_beyond_single_precision_changes_no_score(float scale) {
    Module network = LeNet300.of(16, 30, 10, 3, Init.KAIMING_NORMAL, new Rng(6));
    Map<String, float[]> plain = scores(network);
    Trial.scale(network, scale);
    Map<String, float[]> scaled = scores(network);
    plain.forEach(
        (layer, its) -> {
          float[] other = scaled.getOrDefault(layer, new float[0]);
          assertEquals(1, sum(other), 1e-4, layer);
          for (int i = 0; i < its.length; i++) {
            assertEquals(its[i], other[i], 1e-4f * its[i], layer + " " + i);
          }
        });
  }

  /// A residual network of 54 blocks, each of which multiplies what flows through it by some
  /// hundreds: R is far beyond even double precision's square root.
  @Test
  void a_deep_residual_network_has_scores_and_the_same_sum_in_every_layer_that_all_paths_cross() {
    Module network =
        Models.create("resnet-110", Shape.of(1, 4, 4), 3, Init.KAIMING_NORMAL, new Rng(1));
    Map<String, float[]> scores = scores(network);
    scores.forEach(
        (layer, its) -> {
          double sum = sum(its);
          assertTrue(Double.isFinite(sum) && sum > 0 && sum < 1.001, layer + " " + sum);
        });
    assertEquals(1, sum(scores.getOrDefault("conv1.weight", new float[0])), 1e-4);
    assertEquals(1, sum(scores.getOrDefault("linear.weight", new float[0])), 1e-4);
    // The two convolutions of a block lie one behind the other.
    double first = sum(scores.getOrDefault("layer2.7.conv1.weight", new float[0]));
    assertEquals(first, sum(scores.getOrDefault("layer2.7.conv2.weight", new float[0])), 1e-4);
    assertTrue(first > 0.9, "through the shortcut goes little: " + first);
  }

  @Test
  void a_network_without_a_path_scores_zero() {
    Module network = LeNet300.of(16, 30, 10, 3, Init.KAIMING_NORMAL, new Rng(6));
    Trial.write(network, "fc2.weight", new float[300]);
    scores(network).values().forEach(layer -> assertEquals(0, sum(layer)));
  }

  /// Down to four weights of 810, where magnitude has left layers empty long since, and SynFlow in
  /// one pass too.
  @Test
  void many_passes_empty_no_layer() {
    Module network = LeNet300.of(16, 30, 10, 3, Init.KAIMING_NORMAL, new Rng(6));
    assertEquals(List.of(), pruned(network, new SynFlow(), 100, 4).empty());
    assertFalse(pruned(network, new Magnitude(), 1, 4).empty().isEmpty());
    assertFalse(pruned(network, new SynFlow(), 1, 4).empty().isEmpty());
  }

  private static Mask pruned(Module network, Criterion criterion, int passes, int left) {
    Weights weights = Weights.of(network);
    Mask dense = Mask.dense(network);
    double fraction = 1 - (double) left / dense.size();
    var pruner =
        new Pruner(
            new PruneSettings(criterion.name(), "global", fraction, fraction),
            new Ranking(
                criterion,
                new ScoreSettings(passes, "highest", 1),
                new Trial(network, Blobs.examples(3))));
    Mask mask = pruner.prune(weights, dense, 1, new Rng(0)::stream);
    weights.into(network); // the network was tried out
    assertEquals(left, mask.layers().stream().mapToInt(Mask::kept).sum());
    return mask;
  }
}
