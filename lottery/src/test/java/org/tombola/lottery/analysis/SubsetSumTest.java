package org.tombola.lottery.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tombola.datasets.Batches;
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

class SubsetSumTest {
  private static List<Finding> found(Analysis analysis) {
    Module network =
        Models.create("lenet-300-100", Shape.of(1, 4, 4), 3, Init.KAIMING_NORMAL, new Rng(1));
    Weights start = Weights.of(network);
    Mask mask = Mask.dense(network);
    var end =
        Weights.of(
            Models.create("lenet-300-100", Shape.of(1, 4, 4), 3, Init.KAIMING_NORMAL, new Rng(2)));
    var subject =
        new Subject(end, mask, List.of(new Snapshot(0, start, mask), new Snapshot(9, end, mask)));
    var instruments =
        new Instruments(
            network,
            new Batches(Blobs.examples(60), 30, new Rng(0)),
            Evaluator.streaming(Blobs.examples(40)),
            new AnalysisSettings(5, "interpolated", AnalysisSettings.LAST));
    List<Finding> findings = analysis.findings(List.of(subject), instruments);
    if (analysis instanceof Untrained) {
      assertEquals(100 * instruments.tested(start).accuracy(), findings.getFirst().value(), 1e-9);
      assertEquals(instruments.tested(start).loss(), findings.getLast().value(), 1e-9);
    }
    return findings;
  }

  /// 0.75 of 0.5, of 0.5 and −0.2, of these and 0.375, and with 0.25 exactly.
  @Test
  void the_nearest_sum_of_the_first_products() {
    double[] errors = SubsetSum.errors(0.75, new double[] {0.5, -0.2, 0.375, 0.25});
    assertArrayEquals(new double[] {0.25, 0.25, 0.075, 0}, errors, 1e-12);
    assertArrayEquals(new double[] {0.1}, SubsetSum.errors(0.1, new double[] {0.9}), 1e-12, "none");
  }

  @Test
  void the_error_falls_exponentially() {
    List<Finding> findings = found(new SubsetSum());
    assertEquals(17, findings.size());
    double slope = findings.getLast().value();
    // Each product doubles the sums, so that the error halves: log10(1/2) = −0.30.
    assertTrue(slope < -0.2 && slope > -0.4, "slope " + slope);
    for (int n = 1; n < 16; n++) {
      assertTrue(findings.get(n).value() <= findings.get(n - 1).value());
    }
  }

  @Test
  void a_slope_is_that_of_the_straight_line() {
    assertEquals(
        -0.5,
        StraightLine.through(List.of(1.0, 2.0, 3.0, 4.0), List.of(3.0, 2.5, 2.0, 1.5)).slope(),
        1e-12);
    assertEquals(
        0, StraightLine.through(List.of(1.0, 2.0, 3.0), List.of(1.0, 2.0, 1.0)).slope(), 1e-12);
  }

  @Test
  void untrained_is_what_a_network_starts_with() {
    assertEquals(2, found(new Untrained()).size());
  }
}
