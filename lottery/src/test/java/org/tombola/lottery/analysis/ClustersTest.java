package org.tombola.lottery.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tombola.datasets.ImageShape;
import org.tombola.engine.RandomStream;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.lottery.linear.Clusters;
import org.tombola.lottery.linear.UnitVectors;
import org.tombola.lottery.prune.Mask;
import org.tombola.lottery.recipe.InvalidSettings;
import org.tombola.lottery.recipe.Recipes;
import org.tombola.nn.Init;
import org.tombola.nn.Module;
import org.tombola.nn.NamedTensor;
import org.tombola.nn.Weights;
import org.tombola.nn.models.Models;

class ClustersTest {
  /// Forty directions in the plane, two degrees to either side of 0, 90, 180 and 270, by turns.
  private static UnitVectors cross(double side) {
    double[][] rows = new double[40][];
    for (int i = 0; i < 40; i++) {
      double angle = Math.toRadians(90 * (i % 4) + (i / 4 % 2 == 0 ? side : -side));
      rows[i] = new double[] {(1 + i) * Math.cos(angle), (1 + i) * Math.sin(angle)};
    }
    return new UnitVectors(rows).directions();
  }

  @Test
  void four_groups_are_found() {
    var clusters = Clusters.of(cross(2), 4, new Rng(1).stream("test"));
    for (int i = 0; i < 40; i++) {
      assertEquals(clusters.group(i % 4), clusters.group(i), "direction " + i);
      assertEquals(2, clusters.angle(i), 1e-9);
    }
    assertEquals(4, List.of(0, 1, 2, 3).stream().map(clusters::group).distinct().count());
    double[] up = clusters.direction(clusters.group(1));
    assertEquals(0, up[0], 1e-9);
    assertEquals(1, up[1], 1e-9);
  }

  @Test
  void as_many_clusters_as_directions_have_no_angles() {
    var few = new UnitVectors(new double[][] {{1, 0}, {0, 1}, {-1, 0}});
    var clusters = Clusters.of(few, 3, new Rng(1).stream("test"));
    for (int i = 0; i < 3; i++) {
      assertEquals(0, clusters.angle(i), 1e-6);
    }
  }

  @Test
  void training_that_turns_filters_to_four_directions_is_seen() {
    Module network =
        Models.create("wide-conv-40", Shape.of(1, 2, 2), 2, Init.GLOROT_NORMAL, new Rng(1));
    Weights start = Weights.of(network);
    float[] turned = new float[40 * 9];
    RandomStream random = new Rng(2).stream("noise");
    for (int i = 0; i < turned.length; i++) {
      int filter = i / 9;
      turned[i] = (float) ((i % 9 == filter % 4 ? 1 : 0) + 0.01 * random.gaussian(i));
    }
    Weights end = start.with(NamedTensor.of("conv1.weight", Shape.of(40, 1, 3, 3), turned));
    Mask mask = Mask.dense(network);
    var subject =
        new Subject(end, mask, List.of(new Snapshot(0, start, mask), new Snapshot(9, end, mask)));
    var data = new MadeUpExamples(new ImageShape(1, 2, 2), null, new float[4], new float[4]);
    List<Finding> findings =
        new FilterClusters().findings(List.of(subject), data.instruments(network, "last"));
    // Noise of 0.01 in eight directions across: about 0.01 · √8 = 1.6 degrees.
    assertEquals(1.6, value(findings, "mean-angle-at-end"), 0.4);
    assertTrue(value(findings, "mean-angle-at-start") > 40, findings::toString);
    assertTrue(value(findings, "angle-change") < -38, findings::toString);
    Finding first =
        findings.stream()
            .filter(f -> f.statistic().equals("angle-histogram.at-end"))
            .findFirst()
            .orElseThrow();
    assertEquals(new Finding("angle-histogram.at-end", 2.5, 100), first);
  }

  @Test
  void a_network_without_filters_is_refused_by_name() {
    var settings = Recipes.named("alignment").settings("smoke", new LinkedHashMap<>());
    Module network =
        Models.create("lenet-300-100", Shape.of(1, 2, 2), 2, Init.GLOROT_NORMAL, new Rng(1));
    var data = new MadeUpExamples(new ImageShape(1, 2, 2), null, new float[4], new float[4]);
    var thrown =
        assertThrows(
            InvalidSettings.class,
            () -> new FilterClusters().check(settings, data.instruments(network, "last")));
    assertTrue(
        thrown.getMessage().contains("the network lenet-300-100 has none"), thrown::toString);
  }

  private static double value(List<Finding> findings, String statistic) {
    return findings.stream()
        .filter(f -> f.statistic().equals(statistic))
        .mapToDouble(Finding::value)
        .findFirst()
        .orElseThrow();
  }
}
