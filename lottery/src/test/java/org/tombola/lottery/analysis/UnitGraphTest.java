package org.tombola.lottery.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tombola.datasets.ImageShape;
import org.tombola.engine.Rng;
import org.tombola.lottery.linear.UnitVectors;
import org.tombola.lottery.prune.Mask;
import org.tombola.nn.Init;
import org.tombola.nn.Initializer;
import org.tombola.nn.Module;
import org.tombola.nn.NamedTensor;
import org.tombola.nn.Names;
import org.tombola.nn.Weights;
import org.tombola.nn.layers.Flatten;
import org.tombola.nn.layers.Linear;
import org.tombola.nn.layers.Relu;
import org.tombola.nn.layers.Sequential;

class UnitGraphTest {
  /// Three units of one direction, its opposite and a right angle: distances 1, ½ and ½, their mean
  /// ⅔, weights exp(−(9/4)·1), exp(−9/16) twice.
  @Test
  void weights_are_by_distance_over_the_mean_distance() {
    var vectors = new UnitVectors(new double[][] {{2, 0}, {-1, 0}, {0, 3}, {0, 0}});
    List<UnitGraph.Edge> edges = UnitGraph.edges(vectors, new int[] {0, 1, 2, 3});
    assertEquals(3, edges.size(), "a pruned unit has no direction");
    assertEquals(Math.exp(-9.0 / 16), edges.getFirst().weight(), 1e-12);
    assertEquals(Math.exp(-9.0 / 4), edges.getLast().weight(), 1e-12);
    assertEquals(0, edges.getLast().i());
    assertEquals(1, edges.getLast().j());
  }

  @Test
  void units_of_one_direction_are_joined_as_strongly_as_can_be() {
    var vectors = new UnitVectors(new double[][] {{1, 1}, {2, 2}});
    assertEquals(1, UnitGraph.edges(vectors, new int[] {0, 1}).getFirst().weight(), 1e-12);
  }

  private static final Initializer INIT = Initializer.of(Init.ORTHOGONAL, new Rng(0));

  private static Module network() {
    return Sequential.of(
        new Flatten(),
        Linear.of(Names.ROOT.child("fc1"), 2, 4, INIT),
        new Relu(Names.ROOT.child("fc1")),
        Linear.of(Names.ROOT.child("fc2"), 4, 2, INIT));
  }

  private static Weights with(Module network, float... first) {
    Weights weights = Weights.of(network);
    NamedTensor before = weights.get("fc1.weight");
    return weights.with(NamedTensor.of(before.name(), before.shape(), first));
  }

  /// At the start the best pair of six is the cutoff, which none exceeds; at the end two pairs look
  /// the same way. Three examples in batches of two are one step an epoch.
  @Test
  void a_graph_has_units_edges_and_groups() {
    Module network = network();
    var mask = Mask.dense(network);
    Weights start = with(network, 1, 0, 0, 1, -1, 0, 0, -1);
    Weights end = with(network, 1, 0, 2, 0, 0, 1, 0, 1);
    var subject =
        new Subject(end, mask, List.of(new Snapshot(0, start, mask), new Snapshot(3, end, mask)));
    var data =
        new MadeUpExamples(
            new ImageShape(1, 1, 2),
            null,
            new float[] {1, 1},
            new float[] {2, 2},
            new float[] {1, 2});
    var instruments = data.instruments(network, "last");
    List<Finding> findings = new UnitGraph().findings(List.of(subject), instruments);
    double last = 3.0 / instruments.batches().perEpoch();
    assertEquals(List.of(0.0, 100 * 2 / 6.0), values(findings, "similar-pairs"));
    assertEquals(List.of(1.0, 2.0), values(findings, "norm-of-1"));
    assertEquals(
        List.of(new Finding("edge-of-0-1", last, 1), new Finding("edge-of-2-3", last, 1)),
        findings.stream().filter(f -> f.statistic().startsWith("edge")).toList());
    List<Double> groups = values(findings, "group-of-units");
    assertEquals(groups.get(0), groups.get(1));
    assertEquals(groups.get(2), groups.get(3));
    assertTrue(!groups.get(0).equals(groups.get(2)), groups.toString());
  }

  private static List<Double> values(List<Finding> findings, String statistic) {
    return findings.stream()
        .filter(f -> f.statistic().equals(statistic))
        .map(Finding::value)
        .toList();
  }
}
