package org.tombola.lottery.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tombola.datasets.Augmentation;
import org.tombola.datasets.Batches;
import org.tombola.engine.Rng;
import org.tombola.engine.spi.Window;
import org.tombola.lottery.Blobs;
import org.tombola.lottery.recipe.Settings;
import org.tombola.lottery.recipe.TrainSettings;
import org.tombola.nn.Init;
import org.tombola.nn.Initializer;
import org.tombola.nn.Module;
import org.tombola.nn.Names;
import org.tombola.nn.Weights;
import org.tombola.nn.WeightsException;
import org.tombola.nn.layers.BatchNorm2d;
import org.tombola.nn.layers.Conv2d;
import org.tombola.nn.layers.GlobalAvgPool;
import org.tombola.nn.layers.Linear;
import org.tombola.nn.layers.Relu;
import org.tombola.nn.layers.Sequential;
import org.tombola.nn.models.LeNet300;

/// The state of a training holds all there is, for a network with running statistics, with
/// augmented data, over the end of an epoch (every six steps).
class CheckpointTest {
  private static final int STEPS = 14;

  private final List<Checkpoint> checkpoints = new ArrayList<>();
  private final List<CurvePoint> points = new ArrayList<>();
  private final Listener listener =
      new Listener() {
        @Override
        public void atEvaluation(CurvePoint point) {
          points.add(point);
        }

        @Override
        public void atCheckpoint(Checkpoint checkpoint) {
          checkpoints.add(checkpoint);
        }
      };

  private static Module network() {
    var init = Initializer.of(Init.KAIMING_NORMAL, new Rng(0));
    return Sequential.of(
        Conv2d.of(Names.ROOT.child("conv"), 1, 4, Window.of(3, 1, 1), init),
        BatchNorm2d.of(Names.ROOT.child("bn"), 4, init),
        new Relu(Names.ROOT.child("bn")),
        new GlobalAvgPool(),
        Linear.of(Names.ROOT.child("linear"), 4, 3, init));
  }

  private Trainer trainer(Module network, String rule) {
    var batches = new Batches(Blobs.examples(100), 16, new Augmentation(1, true), new Rng(0));
    return new Trainer(
        network, settings(rule), batches, Evaluator.resident(Blobs.dataset().test()), listener);
  }

  private static TrainSettings settings(String rule) {
    var keys = new TreeMap<String, String>();
    keys.put("train.batch", "16");
    keys.put("train.iterations", Integer.toString(STEPS));
    keys.put("train.evaluate-every", "3");
    keys.put("train.checkpoint-every", "1");
    keys.put("train.optimizer.name", rule);
    keys.put("train.optimizer.lr", "0.01");
    keys.put("train.schedule.name", "cosine");
    keys.put("train.clip-norm", "0.5");
    keys.put("train.label-smoothing", "0.1");
    return Settings.ofKeys(keys).train();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sgd", "adam"})
  void every_step_can_be_gone_on_from_to_the_same_bytes(String rule) throws InterruptedException {
    Module whole = network();
    Trained trained = trainer(whole, rule).run();
    assertEquals(STEPS - 1, checkpoints.size());
    assertTrue(Weights.of(whole).tensors().containsKey("bn.running_var"));
    var curve = List.copyOf(points);
    for (Checkpoint from : List.copyOf(checkpoints)) {
      points.clear();
      Module resumed = network();
      Trainer trainer = trainer(resumed, rule);
      trainer.resume(from);
      Trained again = trainer.run();
      assertEquals(Weights.of(whole), Weights.of(resumed), "from step " + from.step());
      assertEquals(trained.earlyStop(), again.earlyStop());
      assertEquals(curve.stream().filter(point -> point.step() > from.step()).toList(), points);
    }
  }

  @Test
  void training_moves_the_running_statistics() throws InterruptedException {
    Module network = network();
    Weights before = Weights.of(network);
    trainer(network, "sgd").run();
    assertNotEquals(before.get("bn.running_mean"), Weights.of(network).get("bn.running_mean"));
  }

  @Test
  void another_network_or_rule_is_refused_naming_a_tensor() throws InterruptedException {
    trainer(network(), "adam").run();
    Checkpoint adam = checkpoints.getFirst();
    var other = LeNet300.of(16, 20, 10, 3, Init.GLOROT_NORMAL, new Rng(0));
    var thrown = assertThrows(WeightsException.class, () -> trainer(other, "adam").resume(adam));
    assertTrue(thrown.getMessage().contains("'fc1.weight'"), thrown.getMessage());
    assertThrows(WeightsException.class, () -> trainer(network(), "sgd").resume(adam));
  }
}
