package org.tombola.lottery.ensemble;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tombola.datasets.Batches;
import org.tombola.datasets.DataSource;
import org.tombola.datasets.Datasets;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.lottery.prune.Mask;
import org.tombola.lottery.train.TrainingDiverged;
import org.tombola.nn.NamedMask;
import org.tombola.nn.NamedTensor;
import org.tombola.nn.Weights;

class EnsembleTest {
  private static final int STEPS = 200;
  private static final double RATE = 0.5;

  private static Points xor() {
    var data = Datasets.open("xor", DataSource.standard()).train();
    return Points.of(new Batches(data, 4, new Rng(0)));
  }

  private static Ensemble ensemble(int units, int networks) {
    return Ensemble.of(new EnsembleSize(Family.XOR, units, networks), new Rng(3));
  }

  private static void train(Ensemble networks) {
    assertEquals(STEPS, train(networks, RATE).size());
  }

  private static List<Integer> train(Ensemble networks, double rate) {
    var steps = new ArrayList<Integer>();
    try {
      new Descent(xor(), new PointLoss.CrossEntropy(), STEPS, rate)
          .run(networks, (step, _) -> steps.add(step));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return steps;
  }

  /// The numbers of one network: W (2, H), b (H), v (H), c.
  private static List<double[]> network(Weights weights, int t, int networks) {
    return weights.tensors().values().stream()
        .map(
            tensor ->
                IntStream.range(0, tensor.shape().size() / networks)
                    .mapToDouble(i -> tensor.at(i * networks + t))
                    .toArray())
        .toList();
  }

  /// One network trained alone in double precision, every derivative written out.
  private static void descend(List<double[]> network, int units) {
    double[] w = network.get(0);
    double[] b = network.get(1);
    double[] v = network.get(2);
    double[] c = network.get(3);
    for (int step = 0; step < STEPS; step++) {
      var dw = new double[2 * units];
      var db = new double[units];
      var dv = new double[units];
      double dc = 0;
      for (int point = 0; point < 4; point++) {
        int x0 = point / 2;
        int x1 = point % 2;
        double z = c[0];
        for (int h = 0; h < units; h++) {
          z += v[h] * Math.max(0, x0 * w[h] + x1 * w[units + h] + b[h]);
        }
        double dz = (1 / (1 + Math.exp(-z)) - (x0 ^ x1)) / 4;
        dc += dz;
        for (int h = 0; h < units; h++) {
          double active = x0 * w[h] + x1 * w[units + h] + b[h];
          dv[h] += dz * Math.max(0, active);
          double da = active > 0 ? dz * v[h] : 0;
          dw[h] += da * x0;
          dw[units + h] += da * x1;
          db[h] += da;
        }
      }
      for (int h = 0; h < units; h++) {
        w[h] -= RATE * dw[h];
        w[units + h] -= RATE * dw[units + h];
        b[h] -= RATE * db[h];
        v[h] -= RATE * dv[h];
      }
      c[0] -= RATE * dc;
    }
  }

  @Test
  void every_network_is_trained_as_it_would_be_alone() {
    int units = 3;
    int networks = 5;
    Ensemble ensemble = ensemble(units, networks);
    Weights start = Weights.of(ensemble);
    train(ensemble);
    Weights end = Weights.of(ensemble);
    for (int t = 0; t < networks; t++) {
      List<double[]> alone = network(start, t, networks);
      descend(alone, units);
      List<double[]> together = network(end, t, networks);
      for (int i = 0; i < alone.size(); i++) {
        assertArrayEquals(alone.get(i), together.get(i), 1e-4, "network " + t);
      }
    }
  }

  @Test
  void a_network_is_the_same_in_any_company() {
    Weights few = Weights.of(ensemble(3, 2));
    Weights many = Weights.of(ensemble(3, 40));
    for (int t = 0; t < 2; t++) {
      for (int i = 0; i < 4; i++) {
        assertArrayEquals(network(few, t, 2).get(i), network(many, t, 40).get(i));
      }
    }
  }

  @Test
  void weights_are_normal_and_biases_zero() {
    for (NamedTensor tensor : Weights.of(ensemble(10, 2000)).tensors().values()) {
      if (tensor.name().endsWith(".bias")) {
        assertArrayEquals(new float[tensor.shape().size()], tensor.toArray());
        continue;
      }
      double sum = 0;
      double squares = 0;
      int size = tensor.shape().size();
      for (float x : tensor.toArray()) {
        sum += x;
        squares += (double) x * x;
      }
      assertEquals(0, sum / size, 4 / Math.sqrt(size), tensor.name());
      assertEquals(1, squares / size, 4 * Math.sqrt(2.0 / size), tensor.name());
    }
  }

  /// Five units of which two are pruned, against the three that are left.
  @Test
  void pruned_units_are_out_of_it() {
    Ensemble whole = ensemble(5, 1);
    boolean[] keeps = {true, false, true, true, false};
    boolean[] both = new boolean[10];
    IntStream.range(0, 10).forEach(i -> both[i] = keeps[i % 5]);
    Mask.of(
            List.of(
                NamedMask.of(Perceptrons.HIDDEN, Shape.of(2, 5, 1), both),
                NamedMask.of(Perceptrons.OUTPUT, Shape.of(5, 1), keeps)))
        .bind(whole);
    int[] kept = {0, 2, 3};
    List<double[]> small = new ArrayList<>();
    for (double[] numbers : network(Weights.of(whole), 0, 1)) {
      small.add(
          numbers.length == 1
              ? numbers
              : IntStream.range(0, numbers.length / 5 * 3)
                  .mapToDouble(i -> numbers[i / 3 * 5 + kept[i % 3]])
                  .toArray());
    }
    train(whole);
    descend(small, 3);
    double[] v = network(Weights.of(whole), 0, 1).get(2);
    assertEquals(0, v[1]);
    assertEquals(0, v[4]);
    for (int h = 0; h < 3; h++) {
      assertEquals(small.get(2)[h], v[kept[h]], 1e-4);
    }
  }

  /// `relu(x₀ + x₁) − 2 relu(x₀ + x₁ − 1)` is exclusive or; how steep the output is decides about
  /// the loss, and where its threshold lies about the boundary.
  @Test
  void solutions_are_counted_by_side_and_by_loss() {
    float[] steep = {10, 4, 10};
    float[] threshold = {0.5f, 0.5f, 1.5f};
    Ensemble ensemble = ensemble(2, 3);
    Weights made =
        Weights.of(
            List.of(
                tensor(Perceptrons.HIDDEN, Shape.of(2, 2, 3), _ -> 1),
                tensor("hidden.bias", Shape.of(2, 3), i -> i < 3 ? 0 : -1),
                tensor(
                    Perceptrons.OUTPUT, Shape.of(2, 3), i -> i < 3 ? steep[i] : -2 * steep[i - 3]),
                tensor("output.bias", Shape.of(3), i -> -threshold[i] * steep[i])));
    made.into(ensemble);
    var solutions = Solutions.of(ensemble, xor());
    assertEquals(2.0 / 3, solutions.boundary());
    assertEquals(1.0 / 3, solutions.zeroLoss());
    assertEquals(10.0 / 12, solutions.points());
  }

  private interface Numbers {
    float at(int index);
  }

  private static NamedTensor tensor(String name, Shape shape, Numbers numbers) {
    float[] values = new float[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = numbers.at(i);
    }
    return NamedTensor.of(name, shape, values);
  }

  @Test
  void a_rate_that_is_too_high_ends_the_training_and_an_interrupt_too() {
    var thrown = assertThrows(TrainingDiverged.class, () -> train(ensemble(10, 50), 1e30));
    assertTrue(thrown.getMessage().contains("lower train.optimizer.lr"), thrown.getMessage());
    var descent = new Descent(xor(), new PointLoss.CrossEntropy(), STEPS, RATE);
    assertThrows(
        InterruptedException.class,
        () -> descent.run(ensemble(3, 2), (_, _) -> Thread.currentThread().interrupt()));
  }
}
