package org.tombola.lottery.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tombola.datasets.ImageShape;
import org.tombola.engine.RandomStream;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.lottery.linear.UnitVectors;
import org.tombola.lottery.prune.Mask;
import org.tombola.nn.Init;
import org.tombola.nn.Module;
import org.tombola.nn.NamedTensor;
import org.tombola.nn.Weights;
import org.tombola.nn.models.Models;

class FramePotentialTest {
  private static double potential(double[]... rows) {
    return FramePotential.of(new UnitVectors(rows).directions().products());
  }

  private static double[][] random(int units, int inputs) {
    RandomStream random = new Rng(5).stream("units");
    double[][] rows = new double[units][inputs];
    for (int u = 0; u < units; u++) {
      for (int i = 0; i < inputs; i++) {
        rows[u][i] = random.gaussian((long) u * inputs + i);
      }
    }
    return rows;
  }

  @Test
  void the_potential_of_known_frames() {
    double half = Math.sqrt(3) / 2;
    double[][] mercedes = {{0, 2}, {half, -0.5}, {-3 * half, -1.5}};
    assertEquals(4.5, potential(mercedes), 1e-12, "three vectors at 120 degrees, n²/d");
    double[][] basis = {{0, 0, 3}, {-1, 0, 0}, {0, 2, 0}};
    assertEquals(3, potential(basis), 1e-12, "an orthogonal basis, n");
    double[][] equal = {{1, 1}, {2, 2}, {-3, -3}, {1, 1}};
    assertEquals(16, potential(equal), 1e-12, "all along one line, n²");
    // 256 + 256 · 255 / 784
    assertEquals(339.3, potential(random(256, 784)), 2);
    assertEquals(339.27, FramePotential.ofRandom(new UnitVectors(random(256, 784))), 0.01);
  }

  @Test
  void units_without_weights_have_no_direction() {
    assertEquals(1, potential(new double[][] {{0, 0}, {3, 4}}), 1e-12);
    assertTrue(Double.isNaN(FramePotential.ofRandom(new UnitVectors(new double[0][]))));
  }

  @Test
  void a_filter_is_one_vector() {
    var weight = NamedTensor.of("conv1.weight", Shape.of(2, 1, 1, 2), 1, 0, 3, 4);
    UnitVectors filters = UnitVectors.of(weight);
    assertEquals(2, filters.units());
    assertEquals(5, filters.norms()[1]);
    assertEquals(2 + 2 * 0.36, FramePotential.of(filters.directions().products()), 1e-12);
  }

  @Test
  void each_layer_has_a_curve_over_the_training() {
    Module network =
        Models.create("lenet-300-100", Shape.of(1, 2, 2), 3, Init.ORTHOGONAL, new Rng(1));
    Weights start = Weights.of(network);
    Mask mask = Mask.dense(network);
    Weights end =
        Weights.of(
            start.tensors().values().stream()
                .map(t -> t.name().equals("fc3.weight") ? alike(t) : t)
                .toList());
    var subject =
        new Subject(end, mask, List.of(new Snapshot(0, start, mask), new Snapshot(7, end, mask)));
    var data = new MadeUpExamples(new ImageShape(1, 2, 2), null, new float[4], new float[4]);
    List<Finding> findings =
        new FramePotential().findings(List.of(subject), data.instruments(network, "last"));
    List<Finding> last =
        findings.stream().filter(f -> f.statistic().equals("potential.fc3")).toList();
    assertEquals(List.of(0.0, 7.0), last.stream().map(Finding::x).toList());
    assertEquals(3, last.getFirst().value(), 1e-5, "three orthogonal units");
    assertEquals(9, last.getLast().value(), 1e-9);
    // 9 over 3 + 3 · 2 / 100
    assertTrue(findings.contains(new Finding("over-random.fc3", 7, last.getLast().value() / 3.06)));
    double rise =
        findings.stream()
            .filter(f -> f.statistic().equals("rise-fc3"))
            .findFirst()
            .orElseThrow()
            .value();
    assertEquals(3, rise, 1e-5);
    assertEquals(6 + 6 + 3, findings.size());
  }

  private static NamedTensor alike(NamedTensor layer) {
    float[] ones = new float[layer.shape().size()];
    Arrays.fill(ones, 1);
    return NamedTensor.of(layer.name(), layer.shape(), ones);
  }
}
