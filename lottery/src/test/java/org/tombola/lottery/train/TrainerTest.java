package org.tombola.lottery.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tombola.engine.Rng;
import org.tombola.lottery.Blobs;
import org.tombola.lottery.recipe.Recipes;
import org.tombola.lottery.recipe.Settings;
import org.tombola.lottery.recipe.TrainSettings;
import org.tombola.nn.Init;
import org.tombola.nn.Module;
import org.tombola.nn.Weights;
import org.tombola.nn.models.LeNet300;

class TrainerTest {
  private final Module network = LeNet300.of(16, 20, 10, 3, Init.GLOROT_NORMAL, new Rng(0));
  private final List<Checkpoint> checkpoints = new ArrayList<>();
  private final Map<Integer, Weights> weights = new HashMap<>();
  private final Listener listener =
      new Listener() {
        @Override
        public void atEvaluation(Checkpoint checkpoint) {
          checkpoints.add(checkpoint);
          weights.put(checkpoint.step(), Weights.of(network));
        }
      };

  @Test
  void learns_evaluates_in_time_and_runs_to_the_end() throws InterruptedException {
    trainer("train.iterations", "95", "train.evaluate-every", "20").run();
    assertEquals(List.of(20, 40, 60, 80, 95), checkpoints.stream().map(Checkpoint::step).toList());
    double first = checkpoints.getFirst().trainLoss();
    assertTrue(checkpoints.getLast().trainLoss() < 0.5 * first);
    assertTrue(checkpoints.getLast().validation().accuracy() > 0.8);
  }

  @Test
  void early_stop_is_the_minimum_of_the_validation_loss_with_the_weights_of_that_step()
      throws InterruptedException {
    // So fast that it overfits and the minimum lies before the end.
    EarlyStop stop =
        trainer(
                "train.iterations",
                "200",
                "train.evaluate-every",
                "10",
                "train.optimizer.lr",
                "0.05")
            .run();
    Checkpoint best =
        checkpoints.stream()
            .min(Comparator.comparingDouble(c -> c.validation().loss()))
            .orElseThrow();
    assertNotEquals(200, best.step());
    assertEquals(best.step(), stop.step());
    assertEquals(best.validation().loss(), stop.validationLoss());
    assertEquals(weights.get(best.step()), stop.weights());
    assertNotEquals(Weights.of(network), stop.weights(), "training went on");
  }

  @Test
  void a_loss_that_is_no_number_ends_training_with_step_and_rate() {
    var thrown =
        assertThrows(
            TrainingDiverged.class,
            () -> trainer("train.optimizer.name", "sgd", "train.optimizer.lr", "1e9").run());
    assertTrue(
        thrown.getMessage().matches(".* at step \\d+ with learning rate 1\\.0E9; .*"),
        thrown.getMessage());
  }

  @Test
  void an_interrupt_ends_training() {
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, () -> trainer().run());
    assertTrue(!Thread.currentThread().isInterrupted());
  }

  private Trainer trainer(String... pairs) {
    return new Trainer(
        network,
        settings(pairs),
        Blobs.examples(100),
        Evaluator.resident(Blobs.dataset().test()),
        new Rng(0),
        listener);
  }

  private static TrainSettings settings(String... pairs) {
    var keys = Recipes.named("lth-lenet").settings("smoke", new TreeMap<>()).toKeys();
    keys.put("train.batch", "16");
    for (int i = 0; i < pairs.length; i += 2) {
      keys.put(pairs[i], pairs[i + 1]);
    }
    return Settings.ofKeys(keys).train();
  }
}
