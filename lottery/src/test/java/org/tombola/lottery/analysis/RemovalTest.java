package org.tombola.lottery.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tombola.datasets.ImageShape;
import org.tombola.engine.Rng;
import org.tombola.lottery.linear.UnitVectors;
import org.tombola.lottery.prune.Mask;
import org.tombola.lottery.prune.RemovalOrder;
import org.tombola.nn.Init;
import org.tombola.nn.Initializer;
import org.tombola.nn.Module;
import org.tombola.nn.Names;
import org.tombola.nn.Units;
import org.tombola.nn.Weights;
import org.tombola.nn.layers.Flatten;
import org.tombola.nn.layers.Linear;
import org.tombola.nn.layers.Relu;
import org.tombola.nn.layers.Sequential;

class RemovalTest {
  private static final Names ROOT = Names.ROOT;

  /// Units 0 and 1 along one line, 2 and 3 at a cosine of 0.8; 3 is the longest.
  private static final UnitVectors FOUR =
      new UnitVectors(new double[][] {{1, 0, 0}, {1, 0, 0}, {0, 1, 0}, {0, 8, 6}});

  @Test
  void what_a_unit_contributes_is_computed_anew_after_each_removal() {
    // By potential 3, 3, 1 + 2 · 0.64 and as much; without unit 0 unit 1 has 1.
    assertEquals(List.of(0, 2, 1, 3), RemovalOrder.MOST_POTENTIAL.of(FOUR));
    assertEquals(List.of(2, 3, 0, 1), RemovalOrder.LEAST_POTENTIAL.of(FOUR));
    // By the sizes of products 3, 3, 1 + 2 · 0.8 and as much.
    assertEquals(List.of(0, 2, 1, 3), RemovalOrder.MOST_PRODUCT.of(FOUR));
    assertEquals(List.of(2, 3, 0, 1), RemovalOrder.LEAST_PRODUCT.of(FOUR));
  }

  @Test
  void lengths_count_where_nothing_is_normalised() {
    assertEquals(List.of(0, 1, 2, 3), RemovalOrder.SMALLEST_NORM.of(FOUR));
    assertEquals(List.of(3, 0, 1, 2), RemovalOrder.LARGEST_NORM.of(FOUR));
    // By potential 3, 3, 1 + 2 · 64 and 10,000 + 2 · 64; without unit 3 unit 2 has 1.
    assertEquals(List.of(3, 0, 1, 2), RemovalOrder.MOST_POTENTIAL_RAW.of(FOUR));
    assertEquals(List.of(0, 1, 2, 3), RemovalOrder.LEAST_POTENTIAL_RAW.of(FOUR));
    // By products 3, 3, 17 and 116.
    assertEquals(List.of(3, 0, 1, 2), RemovalOrder.MOST_PRODUCT_RAW.of(FOUR));
    assertEquals(List.of(0, 1, 2, 3), RemovalOrder.LEAST_PRODUCT_RAW.of(FOUR));
  }

  /// A unit of which the right class is made, three of which the wrong one is, two that nobody
  /// reads; all are active, and all examples are of class 0.
  private static Module network() {
    var init = Initializer.of(Init.ORTHOGONAL, new Rng(0));
    Linear first = Linear.of(ROOT.child("fc1"), 2, 6, init);
    first.weight().write(new float[] {1, 1, 5, 5, 0.1f, 0.1f, 0.2f, 0, 3, 0, 0, 3});
    Linear second = Linear.of(ROOT.child("fc2"), 6, 2, init);
    second.weight().write(new float[] {1, 0, 0, 0, 0, 0, 0, 0.1f, 0.1f, 0.1f, 0, 0});
    return Sequential.of(new Flatten(), first, new Relu(ROOT.child("fc1")), second);
  }

  private static final MadeUpExamples ONES =
      new MadeUpExamples(
          new ImageShape(1, 1, 2),
          null,
          new float[] {1, 1},
          new float[] {2, 2},
          new float[] {1, 2});

  @Test
  void the_next_layer_does_not_read_what_is_removed() {
    Weights weights = Weights.of(network());
    Units units = OfHiddenLayer.first(network());
    Weights without = Removal.without(List.of(0, 2), weights, units);
    float[] reads = without.get("fc2.weight").toArray();
    assertEquals(0, reads[0]);
    assertEquals(0.1f, reads[7]);
    assertEquals(0, reads[8]);
    assertEquals(0.1f, reads[9]);
    assertEquals(weights.get("fc1.weight"), without.get("fc1.weight"));
  }

  @Test
  void the_loss_tells_which_unit_matters() {
    Module network = network();
    Units units = OfHiddenLayer.first(network);
    Weights weights = Weights.of(network);
    double[] losses = Removal.lossesWithout(weights, units, ONES.instruments(network, "last"));
    assertEquals(List.of(1, 2, 3, 4, 5, 0), RemovalOrder.ascending(losses));
    assertEquals(losses[4], losses[5]);
  }

  @Test
  void accuracy_falls_when_the_unit_that_matters_goes() {
    Module network = network();
    Weights weights = Weights.of(network);
    Mask mask = Mask.dense(network);
    var subject = new Subject(weights, mask);
    List<Finding> findings =
        new Removal().findings(List.of(subject), ONES.instruments(network, "last"));
    List<Double> most = curve(findings, "accuracy.most-loss");
    // Of six units 10, 20, ... per cent are 1, 1, 2, 2, 3, 4, 4, 5, 5.
    assertEquals(100, most.getFirst());
    assertEquals(0, most.get(1));
    assertEquals(
        List.of(100.0), curve(findings, "accuracy.least-loss").stream().distinct().toList());
    List<Double> largest = curve(findings, "accuracy.largest-norm");
    assertEquals(100, largest.get(5), "units 1, 4 and 5");
    assertEquals(0, largest.get(6), "and unit 0");
    assertEquals(10, curve(findings, "random-deviation").size());
    assertEquals(0, curve(findings, "random-deviation").getFirst());
    assertTrue(curve(findings, "random-deviation").get(5) > 0);
    double kept =
        findings.stream()
            .filter(f -> f.statistic().equals("importance-start-to-end"))
            .findFirst()
            .orElseThrow()
            .value();
    assertEquals(1, kept, 1e-9, "of a network that was not trained");
  }

  private static List<Double> curve(List<Finding> findings, String statistic) {
    return findings.stream()
        .filter(f -> f.statistic().equals(statistic))
        .map(Finding::value)
        .toList();
  }
}
