package org.tombola.lottery.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tombola.datasets.Batches;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.lottery.Blobs;
import org.tombola.lottery.recipe.Settings;
import org.tombola.nn.Init;
import org.tombola.nn.Initializer;
import org.tombola.nn.Module;
import org.tombola.nn.NormInit;
import org.tombola.nn.Weights;
import org.tombola.nn.models.Models;

/// What draws parameters to zero reaches those it is meant for.
class PenaltiesTest {
  private static final float RATE = 0.01f;

  /// After one step of gradient descent.
  private static Weights trained(Map<String, String> penalty) throws InterruptedException {
    var keys =
        new TreeMap<>(
            Map.of(
                "train.batch", "16",
                "train.iterations", "1",
                "train.optimizer.name", "sgd",
                "train.optimizer.lr", Float.toString(RATE)));
    keys.putAll(penalty);
    Module network =
        Models.create(
            "resnet-8",
            Shape.of(1, 4, 4),
            3,
            new Initializer(Init.KAIMING_NORMAL, NormInit.POSITIVE_NEGATIVE, new Rng(0)));
    new Trainer(
            network,
            Settings.ofKeys(keys).train(),
            new Batches(Blobs.examples(100), 16, new Rng(0)),
            Evaluator.resident(Blobs.dataset().test()),
            new Listener() {})
        .run();
    return Weights.of(network);
  }

  @Test
  void the_penalty_on_scales_draws_every_scale_and_nothing_else() throws InterruptedException {
    Weights without = trained(Map.of());
    Weights with = trained(Map.of("train.scale-penalty", "0.5"));
    String scale = "layer1.0.bn1.weight";
    float[] expected = without.get(scale).toArray();
    float[] start = start(scale);
    for (int i = 0; i < expected.length; i++) {
      expected[i] -= RATE * 0.5f * Math.signum(start[i]);
    }
    assertArrayEquals(expected, with.get(scale).toArray(), 1e-6f);
    String weight = "layer1.0.conv1.weight";
    assertEquals(without.get(weight), with.get(weight));
  }

  @Test
  void weight_decay_is_of_all_or_of_weights_alone() throws InterruptedException {
    Weights without = trained(Map.of());
    Weights ofAll = trained(Map.of("train.optimizer.weight-decay", "0.5"));
    Weights ofWeights =
        trained(
            Map.of("train.optimizer.weight-decay", "0.5", "train.optimizer.decayed", "weights"));
    String weight = "layer1.0.conv1.weight";
    assertNotEquals(without.get(weight), ofAll.get(weight));
    assertEquals(ofAll.get(weight), ofWeights.get(weight));
    String scale = "layer1.0.bn1.weight";
    assertNotEquals(without.get(scale), ofAll.get(scale));
    assertEquals(without.get(scale), ofWeights.get(scale));
  }

  private static float[] start(String name) {
    Module network =
        Models.create(
            "resnet-8",
            Shape.of(1, 4, 4),
            3,
            new Initializer(Init.KAIMING_NORMAL, NormInit.POSITIVE_NEGATIVE, new Rng(0)));
    return Weights.of(network).get(name).toArray();
  }
}
