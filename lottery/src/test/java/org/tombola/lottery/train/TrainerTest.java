package org.tombola.lottery.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tombola.datasets.Batches;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.engine.Tensor;
import org.tombola.lottery.Blobs;
import org.tombola.lottery.prune.Mask;
import org.tombola.lottery.recipe.Recipes;
import org.tombola.lottery.recipe.Settings;
import org.tombola.lottery.recipe.TrainSettings;
import org.tombola.nn.Init;
import org.tombola.nn.Module;
import org.tombola.nn.NamedMask;
import org.tombola.nn.Phase;
import org.tombola.nn.Weights;
import org.tombola.nn.models.LeNet300;

class TrainerTest {
  private final Module network = LeNet300.of(16, 20, 10, 3, Init.GLOROT_NORMAL, new Rng(0));
  private final List<CurvePoint> points = new ArrayList<>();
  private final Map<Integer, Weights> weights = new HashMap<>();
  private final Listener listener =
      new Listener() {
        @Override
        public void atEvaluation(CurvePoint point) {
          points.add(point);
          weights.put(point.step(), Weights.of(network));
        }
      };

  @Test
  void learns_evaluates_in_time_and_runs_to_the_end() throws InterruptedException {
    trainer("train.iterations=95", "train.evaluate-every=20").run();
    assertEquals(List.of(20, 40, 60, 80, 95), points.stream().map(CurvePoint::step).toList());
    double first = points.getFirst().trainLoss();
    assertTrue(points.getLast().trainLoss() < 0.5 * first);
    assertTrue(points.getLast().validation().accuracy() > 0.8);
  }

  @Test
  void early_stop_is_the_minimum_of_the_validation_loss_with_the_weights_of_that_step()
      throws InterruptedException {
    // So fast that it overfits and the minimum lies before the end.
    EarlyStop stop =
        trainer("train.iterations=200", "train.evaluate-every=10", "train.optimizer.lr=0.05")
            .run()
            .earlyStop();
    CurvePoint best =
        points.stream().min(Comparator.comparingDouble(c -> c.validation().loss())).orElseThrow();
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
            () -> trainer("train.optimizer.name=sgd", "train.optimizer.lr=1e9").run());
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

  @Test
  void patience_ends_training_so_many_evaluations_after_the_best() throws InterruptedException {
    Trained trained =
        trainer(
                "train.iterations=200",
                "train.evaluate-every=10",
                "train.optimizer.lr=0.05",
                "train.patience=3")
            .run();
    assertTrue(trained.steps() < 200);
    assertEquals(trained.earlyStop().step() + 30, trained.steps());
    assertEquals(trained.steps(), points.getLast().step());
    assertEquals(
        points.stream().mapToDouble(p -> p.validation().loss()).min().orElseThrow(),
        trained.earlyStop().validationLoss());
  }

  @Test
  void a_gradient_longer_than_the_limit_is_shortened_to_it() throws InterruptedException {
    assertEquals(0.01, lengthOfFirstStep("train.clip-norm=0.01"), 1e-6);
    double free = lengthOfFirstStep("train.clip-norm=0");
    assertTrue(free > 0.1, "there was nothing to shorten: " + free);
    assertEquals(free, lengthOfFirstStep("train.clip-norm=1000"));
  }

  @Test
  void gradients_of_pruned_weights_do_not_count_for_the_limit() throws InterruptedException {
    network
        .parameters()
        .filter(p -> p.name().equals("fc1.weight"))
        .forEach(
            p -> {
              float[] half = new float[p.shape().size()];
              Arrays.fill(half, 0, half.length / 2, 1f);
              p.mask(half);
            });
    assertEquals(0.01, lengthOfFirstStep("train.clip-norm=0.01"), 1e-6);
  }

  @Test
  void gradients_of_weights_that_stand_still_do_not_count_for_the_limit()
      throws InterruptedException {
    NamedMask layer = Mask.dense(network).layer("fc1.weight");
    boolean[] half = new boolean[layer.shape().size()];
    Arrays.fill(half, 0, half.length / 2, true);
    var mask = Mask.dense(network).with(List.of(NamedMask.of(layer.name(), layer.shape(), half)));
    Trainable trained = Trainable.parse("not-output").within(mask);
    assertEquals(0.01, lengthOfFirstStep(trained, "train.clip-norm=0.01"), 1e-6);
  }

  /// How far the first step of plain gradient descent with rate 1 goes: the length of the gradient.
  private double lengthOfFirstStep(String clip) throws InterruptedException {
    return lengthOfFirstStep(Trainable.ALL, clip);
  }

  private double lengthOfFirstStep(Trainable trained, String clip) throws InterruptedException {
    Weights before = Weights.of(network);
    TrainSettings settings =
        settings(
            "train.optimizer.name=sgd",
            "train.optimizer.lr=1",
            "train.iterations=1",
            "train.evaluate-every=1",
            clip);
    Trainer.of(
            network,
            settings,
            Plan.of(settings, 6),
            trained,
            new Rng(0),
            new Batches(Blobs.examples(100), settings.batch(), new Rng(0)),
            Evaluator.resident(Blobs.dataset().test()),
            listener)
        .run();
    Weights after = Weights.of(network);
    double squares = 0;
    for (String name : before.tensors().keySet()) {
      for (int i = 0; i < before.get(name).shape().size(); i++) {
        squares += Math.pow((double) after.get(name).at(i) - before.get(name).at(i), 2);
      }
    }
    before.into(network);
    return Math.sqrt(squares);
  }

  @Test
  void label_smoothing_mixes_in_the_mean_loss_over_all_classes() throws InterruptedException {
    var batches = new Batches(Blobs.examples(100), 16, new Rng(0));
    float[] x = new float[16 * 16];
    int[] y = new int[16];
    batches.fill(0, x, y);
    Tensor logits = network.forward(Tensor.batch(Shape.of(16, 1, 4, 4), x), Phase.EVAL);
    double expected = 0.8 * logits.softmaxCrossEntropy(y).mean().item();
    for (int c = 0; c < 3; c++) {
      int[] all = new int[16];
      Arrays.fill(all, c);
      expected += 0.2 / 3 * logits.softmaxCrossEntropy(all).mean().item();
    }
    trainer("train.iterations=1", "train.evaluate-every=1", "train.label-smoothing=0.2").run();
    assertEquals(expected, points.getFirst().trainLoss(), 1e-5);
  }

  @Test
  void waiting_for_data_is_part_of_the_time_of_the_steps() throws InterruptedException {
    Times times = trainer("train.iterations=50").run().times();
    assertTrue(times.data() >= 0 && times.data() <= times.steps(), times::toString);
    assertTrue(times.steps() > 0);
  }

  @Test
  void a_point_of_the_curve_has_the_rate_of_its_step() throws InterruptedException {
    trainer(
            "train.iterations=20",
            "train.evaluate-every=10",
            "train.schedule.name=multi-step",
            "train.schedule.milestones=10",
            "train.optimizer.lr=0.1")
        .run();
    assertEquals(0.1, points.get(0).learningRate(), "the tenth step, with the number 9");
    assertEquals(0.1 * 0.1, points.get(1).learningRate());
  }

  private Trainer trainer(String... pairs) {
    return trainer(settings(pairs));
  }

  private Trainer trainer(TrainSettings settings) {
    return new Trainer(
        network,
        settings,
        new Batches(Blobs.examples(100), settings.batch(), new Rng(0)),
        Evaluator.resident(Blobs.dataset().test()),
        listener);
  }

  private static TrainSettings settings(String... pairs) {
    var keys = Recipes.named("lth-lenet").settings("smoke", new TreeMap<>()).toKeys();
    keys.put("train.batch", "16");
    for (String pair : pairs) {
      keys.put(pair.split("=", 2)[0], pair.split("=", 2)[1]);
    }
    return Settings.ofKeys(keys).train();
  }
}
