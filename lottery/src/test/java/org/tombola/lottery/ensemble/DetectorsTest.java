package org.tombola.lottery.ensemble;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tombola.datasets.DataSource;
import org.tombola.datasets.Datasets;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.engine.Tensor;
import org.tombola.lottery.prune.Mask;
import org.tombola.lottery.recipe.Recipes;
import org.tombola.lottery.recipe.Settings;
import org.tombola.nn.NamedTensor;
import org.tombola.nn.Phase;
import org.tombola.nn.Weights;

class DetectorsTest {
  private static final double[][] PATTERNS = {{1, 1}, {1, -1}, {-1, -1}, {-1, 1}};
  private static final int STEPS = 400;
  private static final double RATE = 0.01;
  private static final double MARGIN = 3;

  private static Ensemble detectors(int units, int networks) {
    return Ensemble.of(new EnsembleSize(Family.XORD, units, networks), new Rng(5));
  }

  private static Weights weights(int units, float[] positive, float[] negative) {
    int networks = positive.length / 2 / units;
    Shape shape = Shape.of(2, units, networks);
    return Weights.of(
        List.of(
            NamedTensor.of(Detectors.POSITIVE, shape, positive),
            NamedTensor.of(Detectors.NEGATIVE, shape, negative)));
  }

  private static Points points(String examples, String choice, int networks) {
    var keys = new LinkedHashMap<String, String>();
    keys.put("data.examples", examples);
    keys.put("data.choice", choice);
    Settings settings = Recipes.named("xord").settings("paper", keys);
    var whole = Datasets.open("xord", DataSource.standard());
    return Family.XORD.training(whole, settings.data(), networks, new Rng(2));
  }

  /// w₁ = (2, 1), w₂ = (−1, 0), u₁ = (0, 3), u₂ = (0, 0). Places (1, 1) and (1, −1): w₁ finds 3 and
  /// 1, w₂ −1 and −1, u₁ 3 and −3; N = 3 + 0 − 3 − 0. Places (−1, 1), twice: −1, 1, 3; N = 0 + 1 −
  /// 3.
  @Test
  void output_is_what_filters_of_one_class_find_less_that_of_the_other() {
    Ensemble networks = detectors(2, 1);
    weights(2, new float[] {2, -1, 1, 0}, new float[] {0, 0, 3, 0}).into(networks);
    Tensor x = Tensor.of(Shape.of(2, 4), 1, 1, 1, -1, -1, 1, -1, 1);
    assertArrayEquals(new float[] {0, -2}, networks.forward(x, Phase.EVAL).toArray());
  }

  /// Class 1: max(0, 3 − z); class 0: max(0, 1 + z).
  @Test
  void loss_has_a_margin_for_each_class() {
    Tensor z = Tensor.of(Shape.of(2, 3), -1, 2, 4, -2, 0, 1);
    Tensor y = Tensor.of(Shape.of(2, 1), 1, 0);
    assertArrayEquals(new float[] {4, 1, 0, 0, 1, 2}, new PointLoss.Hinge(3).of(z, y).toArray());
  }

  /// One network alone in double precision, every derivative written out: a filter moves by the
  /// pattern it finds most of, if its point has a loss.
  private static void descend(double[][] w, double[][] u) {
    int[][] sets = {{0, 1, 2, 3}, {1, 3}};
    for (int step = 0; step < STEPS; step++) {
      var moves = new double[2][w.length][2];
      for (int n = 0; n < 2; n++) {
        double z = 0;
        for (int i = 0; i < w.length; i++) {
          z +=
              found(w[i], PATTERNS[most(w[i], sets[n])])
                  - found(u[i], PATTERNS[most(u[i], sets[n])]);
        }
        double slope = n == 0 ? (MARGIN - z > 0 ? -1 : 0) : (1 + z > 0 ? 1 : 0);
        for (int i = 0; i < w.length; i++) {
          for (int c = 0; c < 2; c++) {
            double[] pw = PATTERNS[most(w[i], sets[n])];
            double[] pu = PATTERNS[most(u[i], sets[n])];
            moves[0][i][c] += found(w[i], pw) > 0 ? slope * pw[c] / 2 : 0;
            moves[1][i][c] -= found(u[i], pu) > 0 ? slope * pu[c] / 2 : 0;
          }
        }
      }
      for (int i = 0; i < w.length; i++) {
        for (int c = 0; c < 2; c++) {
          w[i][c] -= RATE * moves[0][i][c];
          u[i][c] -= RATE * moves[1][i][c];
        }
      }
    }
  }

  private static double found(double[] filter, double[] pattern) {
    return Math.max(0, filter[0] * pattern[0] + filter[1] * pattern[1]);
  }

  private static int most(double[] filter, int[] set) {
    int most = set[0];
    for (int pattern : set) {
      most = found(filter, PATTERNS[pattern]) > found(filter, PATTERNS[most]) ? pattern : most;
    }
    return most;
  }

  private static double[][] filters(NamedTensor of, int network) {
    int units = of.shape().dim(1);
    int networks = of.shape().dim(2);
    double[][] filters = new double[units][2];
    for (int i = 0; i < units; i++) {
      for (int c = 0; c < 2; c++) {
        filters[i][c] = of.at((c * units + i) * networks + network);
      }
    }
    return filters;
  }

  private static int train(Ensemble networks, int steps) throws InterruptedException {
    var loss = new PointLoss.Hinge(MARGIN);
    return new Descent(points("2", "first", 1), loss, steps, RATE).run(networks, (_, _) -> {});
  }

  @Test
  void every_network_is_trained_as_it_would_be_alone() throws InterruptedException {
    Ensemble networks = detectors(5, 4);
    Weights start = Weights.of(networks);
    train(networks, STEPS);
    Weights end = Weights.of(networks);
    for (int t = 0; t < 4; t++) {
      double[][] w = filters(start.get(Detectors.POSITIVE), t);
      double[][] u = filters(start.get(Detectors.NEGATIVE), t);
      descend(w, u);
      for (int i = 0; i < 5; i++) {
        assertArrayEquals(w[i], filters(end.get(Detectors.POSITIVE), t)[i], 1e-4, "w " + i);
        assertArrayEquals(u[i], filters(end.get(Detectors.NEGATIVE), t)[i], 1e-4, "u " + i);
      }
    }
  }

  @Test
  void training_ends_when_nothing_would_move() throws InterruptedException {
    Ensemble networks = detectors(40, 3);
    int steps = train(networks, 100_000);
    assertTrue(steps < 5000, () -> steps + " steps");
    Weights end = Weights.of(networks);
    train(networks, 10);
    assertEquals(end, Weights.of(networks));
  }

  /// Ten units of which three are left, with a mask and without the others.
  @Test
  void a_remainder_is_trained_as_under_a_mask() throws InterruptedException {
    Ensemble masked = detectors(10, 6);
    var pruner = new UnitPruner(List.of(10, 3), UnitScore.RANDOM);
    Mask mask =
        pruner.prune(Weights.of(masked), Mask.dense(masked), 1, name -> new Rng(1).stream(name));
    mask.bind(masked);
    Ensemble whole = detectors(10, 6);
    mask.bind(whole);
    train(masked, STEPS);
    var remainder = Remainder.of(whole, mask);
    assertEquals(3, remainder.few().size().units());
    train(remainder.few(), STEPS);
    remainder.restore();
    assertEquals(Weights.of(masked), Weights.of(whole));
    assertFalse(Weights.of(whole).equals(mask.apply(Weights.of(detectors(10, 6)))));
  }

  @Test
  void first_examples_are_the_diverse_ones_and_others_are_each_networks_own() {
    Points diverse = points("2", "first", 7);
    assertEquals(2, diverse.count());
    assertArrayEquals(new float[] {0.5f, 0.5f}, diverse.shares().toArray());
    for (String choice : List.of("random", "stratified")) {
      Points drawn = points("20", choice, 300);
      float[] shares = drawn.shares().toArray();
      float[] classes = drawn.targets().toArray();
      double[] ones = new double[300];
      double[] sums = new double[300];
      for (int i = 0; i < shares.length; i++) {
        sums[i % 300] += shares[i];
        ones[i % 300] += shares[i] * classes[i / 300];
      }
      double mean = 0;
      boolean even = true;
      for (int t = 0; t < 300; t++) {
        assertEquals(1, sums[t], 1e-5);
        mean += ones[t] / 300;
        even &= Math.abs(ones[t] - 0.5) < 1e-5;
      }
      // Of 6,000 fair coins: four deviations.
      assertEquals(0.5, mean, 4 * 0.5 / Math.sqrt(6000));
      assertEquals(choice.equals("stratified"), even);
    }
  }

  /// w at patterns 1 and 3 and u at 2 and 4 find every set, if a w is longer than both u together;
  /// without the u at pattern 4 the set {4} is 0, which is class 0, and with a w there it is wrong.
  @Test
  void detection_says_which_sets_are_right_before_and_after_merging() {
    float[] w = {3, 3, -3, -3, 3, 3, -3, -3}; // (2, 2 units, 2 networks)
    float[] u = {1, 1, -1, 0, -1, -1, 1, 0};
    u[7] = 0;
    u[3] = 0;
    Weights made = weights(2, w, u);
    var detection = new Detection(made);
    boolean[][] right = detection.right(detectors(2, 2));
    for (int set = 0; set < 15; set++) {
      assertTrue(right[set][0], "set " + (set + 1));
      assertTrue(right[set][1], "set " + (set + 1));
    }
    assertEquals(0, detection.positive().nearest(0));
    assertEquals(2, detection.positive().nearest(2));
    assertEquals(1, detection.negative().nearest(0));
    assertEquals(-1, detection.negative().nearest(3));

    float[] also = {3, 3, -3, -0.1f, 3, 3, -3, 0.1f};
    boolean[][] other = new Detection(weights(2, also, u)).right(detectors(2, 2));
    assertFalse(other[PatternSet.of(4).bits() - 1][1]);
    assertFalse(other[PatternSet.of(3).bits() - 1][1]);
    assertTrue(other[PatternSet.of(4).bits() - 1][0]);

    boolean[][] merged = detection.merged().right(Detection.four(2));
    for (int set = 0; set < 15; set++) {
      assertArrayEquals(right[set], merged[set]);
    }
    assertEquals("124", PatternSet.of(1, 2, 4).toString());
  }
}
