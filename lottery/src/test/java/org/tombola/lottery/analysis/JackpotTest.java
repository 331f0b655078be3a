package org.tombola.lottery.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tombola.datasets.Batches;
import org.tombola.datasets.Examples;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.lottery.Blobs;
import org.tombola.lottery.prune.Mask;
import org.tombola.lottery.recipe.AnalysisSettings;
import org.tombola.lottery.train.Evaluator;
import org.tombola.nn.Init;
import org.tombola.nn.Module;
import org.tombola.nn.Weights;
import org.tombola.nn.models.Models;

class JackpotTest {
  private static final Examples DATA = Blobs.dataset().test();

  private static Module network(int seed) {
    return Models.create("lenet-300-100", Shape.of(1, 4, 4), 3, Init.KAIMING_NORMAL, new Rng(seed));
  }

  /// Eight networks that were not trained, four at each of two rates.
  @Test
  void networks_come_in_fours_and_are_found_by_their_rates() {
    var subjects = new ArrayList<Subject>();
    var accuracies = new ArrayList<Double>();
    for (int i = 0; i < 8; i++) {
      Module network = network(i);
      Weights weights = Weights.of(network);
      accuracies.add(100 * Evaluator.streaming(DATA).evaluate(network).accuracy());
      double rate = i < 4 ? 0.1 : 0.02;
      subjects.add(new Subject(weights, Mask.dense(network), List.of(), rate, 0, ""));
    }
    var instruments =
        new Instruments(
            network(0),
            new Batches(DATA, 30, new Rng(0)),
            Evaluator.streaming(DATA),
            new AnalysisSettings(5, "interpolated", AnalysisSettings.LAST));
    List<Finding> found = new Jackpot().findings(subjects, instruments);
    List<String> names = List.of("ticket", "reinit", "dense", "small-dense");
    for (int i = 0; i < 8; i++) {
      var expected = new Finding(names.get(i % 4), i < 4 ? 0.1 : 0.02, accuracies.get(i));
      assertTrue(found.contains(expected), expected + " in " + found);
    }
    double ticket = Math.max(accuracies.get(0), accuracies.get(4));
    double reinit = Math.max(accuracies.get(1), accuracies.get(5));
    double same =
        Math.max(accuracies.get(0) - accuracies.get(2), accuracies.get(4) - accuracies.get(6));
    assertTrue(found.contains(Finding.of("over-reinit", ticket - reinit)), found::toString);
    assertTrue(found.contains(Finding.of("over-dense-at-the-same-rate", same)), found::toString);
    double dense = Math.max(accuracies.get(2), accuracies.get(6));
    double small = Math.max(accuracies.get(3), accuracies.get(7));
    assertTrue(found.contains(Finding.of("over-best-dense", ticket - dense)), found::toString);
    assertTrue(found.contains(Finding.of("over-small-dense", ticket - small)), found::toString);
    assertEquals(12, found.size());
  }

  @Test
  void three_are_too_few_and_five_too_many() {
    var jackpot = new Jackpot();
    assertTrue(jackpot.question().takes(4) && jackpot.question().takes(12));
    assertFalse(
        jackpot.question().takes(0) || jackpot.question().takes(3) || jackpot.question().takes(5));
  }
}
