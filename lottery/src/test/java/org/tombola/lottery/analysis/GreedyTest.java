package org.tombola.lottery.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tombola.datasets.Batches;
import org.tombola.engine.RandomStream;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.lottery.Blobs;
import org.tombola.lottery.prune.Imitation;
import org.tombola.lottery.prune.Mask;
import org.tombola.lottery.recipe.AnalysisSettings;
import org.tombola.lottery.recipe.InvalidSettings;
import org.tombola.lottery.recipe.Recipes;
import org.tombola.lottery.train.Evaluator;
import org.tombola.nn.Init;
import org.tombola.nn.Module;
import org.tombola.nn.Weights;
import org.tombola.nn.models.Models;

class GreedyTest {
  /// Many units, each a random direction: in three dimensions their mean is well inside all that
  /// shares of them reach, which is what the theorems ask for.
  private static Imitation points(int units, int dimensions) {
    RandomStream random = new Rng(3).stream("points");
    double[][] gram = new double[units][units];
    for (int i = 0; i < units; i++) {
      for (int j = 0; j < units; j++) {
        for (int d = 0; d < dimensions; d++) {
          gram[i][j] +=
              (1 + random.gaussian((long) i * dimensions + d))
                  * (1 + random.gaussian((long) j * dimensions + d));
        }
      }
    }
    return new Imitation(gram);
  }

  @Test
  void errors_fall_as_the_theorems_say() {
    Imitation points = points(200, 3);
    var random = Greedy.straight(points.random(800, 200, new Rng(0).stream("draws")), true);
    assertEquals(-1, random.slope(), 0.1);
    assertTrue(random.fit() > 0.99, random::toString);
    var fixed = Greedy.straight(points.fixedStep(800), true);
    assertEquals(-2, fixed.slope(), 0.4);
    double[] searched = points(200, 12).lineSearch(800);
    assertTrue(searched[799] < 1e-9, "after 800 steps " + searched[799]);
    double exponential = Greedy.straight(searched, false).fit();
    assertTrue(exponential > Greedy.straight(searched, true).fit(), "fit " + exponential);
    assertTrue(exponential > 0.95, "fit " + exponential);
  }

  private static Instruments instruments(String network) {
    Module made = Models.create(network, Shape.of(1, 4, 4), 3, Init.KAIMING_NORMAL, new Rng(1));
    return new Instruments(
        made,
        new Batches(Blobs.examples(60), 30, new Rng(0)),
        Evaluator.streaming(Blobs.examples(40)),
        new AnalysisSettings(5, "interpolated", AnalysisSettings.LAST));
  }

  @Test
  void a_network_has_a_curve_for_each_way_to_choose() {
    Instruments instruments = instruments("lenet-300-100");
    var subject = new Subject(Weights.of(instruments.network()), Mask.dense(instruments.network()));
    List<Finding> findings = new Greedy().findings(List.of(subject), instruments);
    for (String how : List.of("fixed-step", "line-search", "random")) {
      List<Finding> curve =
          findings.stream().filter(f -> f.statistic().equals(Greedy.LOG_LOSS + how)).toList();
      assertEquals(1, curve.getFirst().x());
      assertTrue(curve.getLast().x() > 1000 && curve.getLast().x() <= 1200, how);
      assertTrue(curve.getLast().value() < curve.getFirst().value() - 1, how);
    }
    assertTrue(
        findings.stream()
            .allMatch(f -> Double.isFinite(f.value()) || f.statistic().startsWith("one-")));
  }

  @Test
  void a_network_without_such_a_layer_is_refused_by_name() {
    var settings = Recipes.named("greedy").settings("smoke", new LinkedHashMap<>());
    Instruments instruments = instruments("resnet-8");
    var thrown =
        assertThrows(InvalidSettings.class, () -> new Greedy().check(settings, instruments));
    assertTrue(thrown.getMessage().startsWith("analyses: greedy is about"), thrown.getMessage());
    new Greedy().check(settings, instruments("lenet-300-100"));
  }

  @Test
  void a_straight_line_fits_itself() {
    var line = StraightLine.through(List.of(1.0, 2.0, 4.0), List.of(5.0, 3.0, -1.0));
    assertEquals(-2, line.slope(), 1e-12);
    assertEquals(1, line.fit(), 1e-12);
    var flat = StraightLine.through(List.of(1.0, 2.0, 3.0), List.of(1.0, 2.0, 1.0));
    assertEquals(0, flat.slope(), 1e-12);
    assertEquals(0, flat.fit(), 1e-12);
  }
}
