package org.tombola.lottery.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tombola.datasets.Batches;
import org.tombola.engine.Backends;
import org.tombola.engine.Rng;
import org.tombola.engine.spi.Backend;
import org.tombola.kernels.cuda.InterpretedBackend;
import org.tombola.lottery.Blobs;
import org.tombola.lottery.prune.Mask;
import org.tombola.lottery.recipe.Recipes;
import org.tombola.lottery.recipe.Settings;
import org.tombola.nn.Init;
import org.tombola.nn.Weights;
import org.tombola.nn.models.LeNet300;
import org.tombola.nn.optim.OptimizerState;

/// A device has the next step before it is asked for the loss of the last, and nothing that a
/// listener hears is changed by that.
class LateLossTest {
  private static final int STEPS = 6;
  private static final int EVERY = 3;

  /// What is heard, in order.
  private final List<String> heard = new ArrayList<>();

  private final List<Float> losses = new ArrayList<>();
  private final List<Integer> states = new ArrayList<>();

  /// Whether somebody wants the state after every step, for which its loss is asked for too.
  private boolean watched;

  private void train(Backend on) {
    train(on, "1e-3");
  }

  private void train(Backend on, String rate) {
    var keys = Recipes.named("lth-lenet").settings("smoke", new TreeMap<>()).toKeys();
    keys.put("train.batch", "16");
    keys.put("train.iterations", "" + STEPS);
    keys.put("train.evaluate-every", "" + EVERY);
    keys.put("train.optimizer.lr", rate);
    var settings = Settings.ofKeys(keys).train();
    Listener listener =
        new Listener() {
          @Override
          public void atStep(int step, float loss) {
            heard.add("step " + step);
            losses.add(loss);
          }

          @Override
          public boolean wantsState(int step) {
            return watched;
          }

          @Override
          public void atState(
              int step, Weights weights, OptimizerState optimizer, Optional<Mask> mask) {
            states.add(step);
          }

          @Override
          public void atEvaluation(CurvePoint point) {
            heard.add("evaluation " + point.step());
          }
        };
    Backends.with(
        on,
        () -> {
          var network = LeNet300.of(16, 20, 10, 3, Init.GLOROT_NORMAL, new Rng(0));
          var batches = new Batches(Blobs.examples(100), settings.batch(), new Rng(0));
          var test = Evaluator.resident(Blobs.dataset().test());
          try {
            return new Trainer(network, settings, batches, test, listener).run();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        });
  }

  @Test
  void the_next_step_is_handed_over_before_the_loss_is_asked_for() {
    List<Integer> meanwhile = new ArrayList<>();
    try (Backend device = InterpretedBackend.open("cuda", meanwhile::add)) {
      train(device);
    }
    assertEquals(STEPS, meanwhile.size());
    for (int step = 1; step <= STEPS; step++) {
      int kernels = meanwhile.get(step - 1);
      // The first is asked for at once: who times it wants it alone.
      boolean asked = step == 1 || step % EVERY == 0;
      assertTrue(
          asked ? kernels == 0 : kernels > 10,
          "launches before the loss of step " + step + " was asked for: " + meanwhile);
    }
  }

  @Test
  void a_training_that_diverges_leaves_no_state_of_the_step_it_names() {
    watched = true;
    try (Backend cpu = Backends.open("cpu", 1)) {
      var diverged = assertThrows(TrainingDiverged.class, () -> train(cpu, "1e30"));
      int last = losses.size(); // the last step with a finite loss
      String said = String.valueOf(diverged.getMessage());
      assertTrue(said.contains("at step " + (last + 1) + " "), said);
      assertEquals(IntStream.rangeClosed(1, last).boxed().toList(), states);
    }
  }

  @Test
  void every_loss_is_heard_in_order_and_before_an_evaluation() {
    try (Backend cpu = Backends.open("cpu", 1)) {
      train(cpu);
    }
    assertEquals(
        List.of(
            "step 1",
            "step 2",
            "step 3",
            "evaluation 3",
            "step 4",
            "step 5",
            "step 6",
            "evaluation 6"),
        heard);
    List<Float> onCpu = List.copyOf(losses);
    losses.clear();
    try (Backend device = InterpretedBackend.open("cuda")) {
      train(device);
    }
    for (int i = 0; i < STEPS; i++) {
      assertEquals(onCpu.get(i), losses.get(i), 1e-4f, "loss of step " + (i + 1));
    }
  }
}
