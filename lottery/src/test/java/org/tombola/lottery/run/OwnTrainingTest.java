package org.tombola.lottery.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.tombola.lottery.arm.Cell;
import org.tombola.lottery.prune.Mask;
import org.tombola.lottery.recipe.Identity;
import org.tombola.lottery.recipe.InvalidSettings;
import org.tombola.lottery.recipe.Settings;
import org.tombola.lottery.recipe.TrainSettings;
import org.tombola.nn.NamedMask;
import org.tombola.nn.NamedTensor;
import org.tombola.nn.Weights;

/// Arms that are trained otherwise than the recipe trains: batches, optimiser, a repellent loss;
/// and what lies between the rounds of an arm. Eighty examples to train on, three epochs.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OwnTrainingTest {
  private Path dir;

  private static Settings settings(String... pairs) {
    var all =
        Stream.concat(
                Stream.of(
                    "arms", "ticket,large,adam,away,toward,same,decayed,undecayed",
                    "seeds", "0",
                    "levels", "2",
                    "prune.fraction", "0.5",
                    "prune.output-fraction", "0.5",
                    "train.iterations", "3ep",
                    "train.evaluate-every", "1ep",
                    "train.checkpoint-every", "1",
                    "analyses", "rounds ticket,rounds away",
                    "analysis.points", "3",
                    "arm.large.train.batch", "40",
                    "arm.adam.train.optimizer", "adam",
                    "arm.adam.schedule.scale", "0.01",
                    "arm.away.mask.of", "ticket",
                    "arm.away.train.repel", "20",
                    "arm.toward.mask.of", "ticket",
                    "arm.toward.train.repel", "-20",
                    "arm.decayed.train.weight-decay", "0.5",
                    "arm.undecayed.train.weight-decay", "0",
                    "arm.undecayed.train.scale-penalty", "0",
                    "arm.same.train.batch", "16"),
                Stream.of(pairs))
            .toArray(String[]::new);
    return Runs.settings(all);
  }

  @BeforeAll
  void run_everything_once(@TempDir Path shared) {
    dir = shared.resolve("whole");
    Outcome outcome = Runs.run(dir, settings());
    assertTrue(outcome.complete(), outcome::toString);
  }

  private CellFolder cell(String arm, int level) {
    return CellFolder.of(dir, Identity.of(settings()), new Cell(arm, 0, level));
  }

  private int steps(String arm) {
    return cell(arm, 0).readResult().training().orElseThrow().steps();
  }

  private Weights weights(String arm, int level) {
    return Weights.read(cell(arm, level).weights());
  }

  @Test
  void weight_decay_of_its_own_makes_the_weights_small() {
    for (int level : new int[] {0, 1}) {
      assertTrue(norm("decayed", level) < 0.9 * norm("ticket", level));
      // The recipe has none, so that an arm's own 0 is the same.
      assertEquals(weights("ticket", level), weights("undecayed", level));
    }
    var recipe = settings("train.optimizer.weight-decay", "0.1");
    assertEquals(0, decay(recipe, "undecayed"));
    assertEquals(0.5, decay(recipe, "decayed"));
    assertEquals(0.1, decay(recipe, "away"));
    var penalised = settings("train.scale-penalty", "0.2");
    assertEquals(0, train(penalised, "undecayed").scalePenalty());
    assertEquals(0.2, train(penalised, "decayed").scalePenalty());
    assertTrue(refused("arm.decayed.train.weight-decay", "1").contains("below 1, or below 0"));
  }

  private static double decay(Settings settings, String arm) {
    return train(settings, arm).optimizer().weightDecay();
  }

  private static TrainSettings train(Settings settings, String arm) {
    return settings.arm().get(arm).train().over(settings.train());
  }

  private double norm(String arm, int level) {
    double squares = 0;
    for (var tensor : weights(arm, level).tensors().values()) {
      for (float w : tensor.toArray()) {
        squares += w * w;
      }
    }
    return Math.sqrt(squares);
  }

  @Test
  void another_batch_is_another_number_of_steps_and_the_same_number_of_examples() {
    assertEquals(3 * 80 / 16, steps("ticket"));
    assertEquals(3 * 80 / 40, steps("large"));
  }

  @Test
  void the_size_of_the_recipes_batches_is_no_change() {
    assertEquals(weights("ticket", 0), weights("same", 0));
    assertEquals(weights("ticket", 2), weights("same", 2));
  }

  @Test
  void another_optimiser_trains_dense_networks_of_its_own_and_prunes_those() {
    assertNotEquals(weights("ticket", 0), weights("adam", 0));
    assertNotEquals(Mask.read(cell("ticket", 1).mask()), Mask.read(cell("adam", 1).mask()));
  }

  @Test
  void a_moment_of_a_training_of_its_own_is_that_of_an_arm_of_dense_networks(@TempDir Path other) {
    Settings settings =
        settings(
            "arms", "late",
            "levels", "1",
            "analyses", "",
            "arm.late.mask.of", "adam",
            "arm.late.train.optimizer", "adam",
            "arm.late.schedule.scale", "0.01",
            "arm.late.levels", "1",
            "arm.late.weights.of", "adam",
            "arm.late.weights.level", "dense",
            "arm.late.weights.at", "1ep",
            "arm.late.schedule.from", "1ep");
    assertTrue(Runs.run(other, settings).complete());
    var from = CellFolder.of(other, Identity.of(settings), new Cell("adam", 0, 0));
    assertTrue(Files.exists(from.state(5).path()), "80 / 16 steps");
  }

  /// cos² between two networks, mean over layers, over the mask of the second.
  private double cosine(String arm, int level) {
    Mask mask = Mask.read(cell(arm, level).mask());
    Weights end = weights(arm, level);
    Weights pruned = weights("ticket", level - 1);
    double sum = 0;
    for (NamedMask layer : mask.layers()) {
      NamedTensor x = end.get(layer.name());
      NamedTensor y = pruned.get(layer.name());
      double[] sums = new double[3];
      for (int i = 0; i < layer.shape().size(); i++) {
        if (layer.keeps(i)) {
          sums[0] += (double) x.at(i) * y.at(i);
          sums[1] += (double) x.at(i) * x.at(i);
          sums[2] += (double) y.at(i) * y.at(i);
        }
      }
      sum += sums[0] * sums[0] / sums[1] / sums[2];
    }
    return sum / mask.layers().size();
  }

  @Test
  void repulsion_widens_the_angle_to_the_network_that_was_pruned_and_attraction_narrows_it() {
    for (int level = 1; level <= 2; level++) {
      assertEquals(Mask.read(cell("ticket", level).mask()), Mask.read(cell("away", level).mask()));
      double plain = cosine("ticket", level);
      assertTrue(cosine("away", level) < plain - 0.1, "level " + level);
      assertTrue(cosine("toward", level) > plain, "level " + level);
    }
  }

  @Test
  void rounds_are_compared_with_each_that_was_pruned_on_the_way() throws IOException {
    List<String> rows =
        Files.readAllLines(dir.resolve("analyses.csv")).stream()
            .filter(row -> row.contains("barrier-from-round"))
            .map(row -> row.replaceAll("^rounds,(\\w+),0,(\\d),[^,]*,[^,]*,([^,]*),.*", "$1 $2 $3"))
            .toList();
    assertEquals(
        List.of(
            "ticket 1 0.000000",
            "ticket 2 1.000000",
            "ticket 2 0.000000",
            "away 1 0.000000",
            "away 2 1.000000",
            "away 2 0.000000"),
        rows);
  }

  private String refused(String... pairs) {
    Path other = dir.resolveSibling("refused");
    var thrown = assertThrows(InvalidSettings.class, () -> Runs.run(other, settings(pairs)));
    return String.valueOf(thrown.getMessage());
  }

  @Test
  void says_what_cannot_be() {
    assertEquals(
        "train.iterations must be in epochs, like 8ep, for arm.large.train.batch=40 is another"
            + " number of steps; it is 12",
        refused("train.iterations", "12"));
    assertEquals(
        "arm large: train.batch must be at most 80, the examples left to train on in digits, not"
            + " 81",
        refused("arm.large.train.batch", "81"));
    assertEquals(
        "arm.away.train.repel must be 0 where arm.rewire.rule changes the mask, not 20.0",
        refused("arm.away.rewire.rule", "set"));
    assertEquals(
        "arm.adam.weights.at must be init or final where arm.train has a batch, optimizer,"
            + " weight-decay, scale-penalty or margin of its own, for the recipe's dense network is"
            + " trained otherwise; take another's, weights: {of: ARM, level: dense, at: 1ep}, not"
            + " 1ep",
        refused("arm.adam.weights.at", "1ep"));
    assertEquals(
        "arm.adam.train.optimizer must be recipe or sgd or adam, not adamw",
        refused("arm.adam.train.optimizer", "adamw"));
  }
}
