package org.tombola.lottery.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tombola.datasets.Batches;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.lottery.Blobs;
import org.tombola.lottery.linear.Spectrum;
import org.tombola.lottery.prune.Mask;
import org.tombola.lottery.recipe.AnalysisSettings;
import org.tombola.lottery.train.Evaluator;
import org.tombola.nn.Init;
import org.tombola.nn.Module;
import org.tombola.nn.NamedMask;
import org.tombola.nn.NamedTensor;
import org.tombola.nn.Weights;
import org.tombola.nn.models.Models;

/// What two networks do, and how the loss bends around one.
class FunctionsTest {
  private static final Module NETWORK = network(0);
  private static final Instruments INSTRUMENTS =
      new Instruments(
          network(9),
          new Batches(Blobs.examples(30), 20, new Rng(0)),
          Evaluator.streaming(Blobs.examples(90)),
          new AnalysisSettings(8, "interpolated", AnalysisSettings.LAST));

  private static Module network(long seed) {
    return Models.create("lenet-300-100", Shape.of(1, 4, 4), 3, Init.KAIMING_NORMAL, new Rng(seed));
  }

  private static Subject subject(long seed) {
    Module network = network(seed);
    return new Subject(Weights.of(network), Mask.dense(network));
  }

  private static double value(List<Finding> findings, String statistic) {
    return findings.stream()
        .filter(f -> f.statistic().equals(statistic))
        .mapToDouble(Finding::value)
        .findFirst()
        .orElseThrow();
  }

  private static List<Finding> ask(Analysis analysis, Subject... subjects) {
    return analysis.findings(List.of(subjects), INSTRUMENTS);
  }

  @Test
  void a_network_agrees_with_itself_and_copies_are_no_better_together() {
    Subject one = subject(1);
    List<Finding> findings = ask(new Disagreement(), one, one, one);
    assertEquals(0, value(findings, "disagreement"));
    assertEquals(value(findings, "mean-accuracy"), value(findings, "ensemble-accuracy"), 1e-9);
    assertEquals(
        100 * INSTRUMENTS.tested(one.weights()).accuracy(), value(findings, "mean-accuracy"), 1e-9);
    double two = value(ask(new Disagreement(), one, subject(2)), "disagreement");
    assertTrue(two > 5);
    // Of three pairs, the one of two alike.
    List<Finding> three = ask(new Disagreement(), one, one, subject(2));
    assertEquals(2 * two / 3, value(three, "disagreement"), 1e-9);
  }

  /// With N weights the share of p that independent networks have in common is p ± O(1/√(pN)).
  @Test
  void independent_networks_have_p_of_the_largest_weights_in_common() {
    Subject one = subject(1);
    List<Finding> apart = ask(new Correlation(), one, subject(2));
    assertEquals(List.of(0.1, 0.2, 0.3, 0.4, 0.5), apart.stream().map(Finding::x).toList());
    apart.forEach(f -> assertEquals(f.x(), f.value(), 3 / Math.sqrt(f.x() * 35_100)));
    ask(new Correlation(), one, one).forEach(f -> assertEquals(1, f.value()));
    // Where the start is, and over which mask: a third network's end does not matter.
    var moved =
        new Subject(
            subject(2).weights(), one.mask(), List.of(new Snapshot(0, one.weights(), one.mask())));
    ask(new Correlation(), moved, one).forEach(f -> assertEquals(1, f.value()));
    var sparse = new Subject(one.weights(), few().mask());
    assertEquals(1, ask(new Correlation(), one, sparse).getFirst().value());
  }

  @Test
  void large_is_what_is_far_from_zero() {
    Subject start = ten(1, 2, -9, 3, 4, -5, 0.5f, 8, 7, 6);
    Subject end = ten(0.1f, -1, 9, 2, -3, 4, 5, 0.2f, -8, 0.3f);
    List<Finding> findings = ask(new Correlation(), start, end);
    // The largest is the third of both; of the two largest, the eighth and the ninth differ.
    assertEquals(1, findings.getFirst().value());
    assertEquals(0.5, findings.get(1).value());
  }

  /// Of four that remain the two largest, not of ten the five largest.
  @Test
  void of_a_sparse_network_the_remaining_weights_count() {
    Subject start = first(4, ten(4, 3, 2, 1, 9, 9, 9, 9, 9, 9));
    Subject end = first(4, ten(4, 1, 3, 2, 0, 0, 0, 0, 0, 0));
    Finding half = ask(new Correlation(), start, end).getLast();
    assertEquals(0.5, half.x());
    assertEquals(0.5, half.value());
  }

  private static Subject first(int count, Subject all) {
    boolean[] keeps = new boolean[10];
    Arrays.fill(keeps, 0, count, true);
    return new Subject(all.weights(), Mask.of(List.of(NamedMask.of("w", Shape.of(1, 10), keeps))));
  }

  private static Subject ten(float... values) {
    Shape shape = Shape.of(1, 10);
    boolean[] keeps = new boolean[10];
    Arrays.fill(keeps, true);
    return new Subject(
        Weights.of(List.of(NamedTensor.of("w", shape, values))),
        Mask.of(List.of(NamedMask.of("w", shape, keeps))));
  }

  @Test
  void the_way_to_itself_has_no_length_and_one_loss() {
    Subject one = subject(1);
    List<Finding> findings = ask(new PathTo(), one, one);
    assertEquals(0, value(findings, "l2-from-end"));
    assertEquals(0, value(findings, "cosine-distance-from-start"), 1e-12);
    var line = findings.stream().filter(f -> f.statistic().equals("loss-line-from-end")).toList();
    assertEquals(-0.2, line.getFirst().x(), 1e-12);
    assertEquals(1.2, line.getLast().x(), 1e-12);
    // The ends lie beyond, where rounding is not exact.
    line.forEach(at -> assertEquals(line.getFirst().value(), at.value(), 1e-4));
    // From where it began, over the weights that the solution has.
    Snapshot some = few();
    Subject two = subject(2);
    var trained =
        new Subject(
            two.weights(),
            two.mask(),
            List.of(
                new Snapshot(0, one.weights(), two.mask()),
                new Snapshot(9, two.weights(), two.mask())));
    List<Finding> way = ask(new PathTo(), trained, new Subject(some.weights(), some.mask()));
    assertEquals(distance(one, some), value(way, "l2-from-start"), 1e-5);
    assertEquals(distance(two, some), value(way, "l2-from-end"), 1e-5);
    List<Finding> apart = ask(new PathTo(), one, subject(2));
    assertEquals(1, value(apart, "cosine-distance-from-end"), 0.05);
    assertTrue(value(apart, "l2-from-end") > 1);
  }

  private static double distance(Subject from, Snapshot to) {
    double sum = 0;
    for (NamedMask layer : to.mask().layers()) {
      for (int i = 0; i < layer.shape().size(); i++) {
        double gap = from.weights().get(layer.name()).at(i) - to.weights().get(layer.name()).at(i);
        sum += layer.keeps(i) ? gap * gap : 0;
      }
    }
    return Math.sqrt(sum);
  }

  /// Starts at 0 and ends at 3 and 4 of two other weights: a triangle with sides 3, 4 and 5. What
  /// the first one's mask does not keep is not on the map.
  @Test
  void trainings_are_on_a_map_of_their_distances() {
    Subject zero = ten(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    Subject first = moved(zero, "a", 3, 0, 0);
    Subject second = moved(zero, "b", 0, 4, 99);
    List<Finding> map = ask(new StartsAndEnds(), first, second);
    assertEquals(
        List.of("start-of-a", "end-of-a", "start-of-b", "end-of-b", "share-in-the-plane"),
        map.stream().map(Finding::statistic).toList());
    assertEquals(3, apart(map.get(0), map.get(1)), 1e-6);
    assertEquals(0, apart(map.get(0), map.get(2)), 1e-6);
    assertEquals(4, apart(map.get(2), map.get(3)), 1e-6);
    assertEquals(5, apart(map.get(1), map.get(3)), 1e-6);
    assertEquals(100, map.getLast().value(), 1e-9);
  }

  private static double apart(Finding a, Finding b) {
    return Math.hypot(a.x() - b.x(), a.value() - b.value());
  }

  private static Subject moved(Subject start, String arm, float x, float y, float pruned) {
    boolean[] keeps = new boolean[10];
    Arrays.fill(keeps, 0, 9, true);
    var mask = Mask.of(List.of(NamedMask.of("w", Shape.of(1, 10), keeps)));
    Weights end = ten(x, y, 0, 0, 0, 0, 0, 0, 0, pruned).weights();
    var course = List.of(new Snapshot(0, start.weights(), mask), new Snapshot(9, end, mask));
    return new Subject(end, mask, course, Double.NaN, 1, arm);
  }

  /// A random symmetric matrix with known eigenvalues: Q·D·Qᵀ of a reflection Q.
  @Test
  void eigenvalues_of_a_matrix_are_found_both_ways() {
    int n = 40;
    double[] v = IntStream.range(0, n).mapToDouble(i -> Math.sin(i + 1)).toArray();
    double length = IntStream.range(0, n).mapToDouble(i -> v[i] * v[i]).sum();
    Spectrum.Operator reflected =
        x -> {
          double[] y = reflect(x, v, length);
          for (int i = 0; i < n; i++) {
            y[i] *= i == 0 ? -5 : i == 1 ? 100 : i % 3;
          }
          return reflect(y, v, length);
        };
    Spectrum exact = Spectrum.exact(n, reflected);
    assertEquals(100, exact.top(), 1e-9);
    assertEquals(-5, exact.bottom(), 1e-9);
    assertEquals(1.0 / n, exact.below(-1e-6), 1e-9);
    assertEquals(1, exact.quantile(0.5), 1e-9);
    Spectrum lanczos = Spectrum.lanczos(n, 20, reflected, new Rng(1));
    assertEquals(100, lanczos.top(), 1e-9);
    assertEquals(-5, lanczos.bottom(), 1e-9);
  }

  private static double[] reflect(double[] x, double[] v, double length) {
    double along = IntStream.range(0, x.length).mapToDouble(i -> x[i] * v[i]).sum();
    return IntStream.range(0, x.length)
        .mapToDouble(i -> x[i] - 2 * along / length * v[i])
        .toArray();
  }

  /// Only every 401st weight of fc2 is trained: 75 of them.
  private static Snapshot few() {
    Mask mask =
        Mask.of(
            Mask.dense(NETWORK).layers().stream()
                .map(
                    layer -> {
                      boolean[] keeps = new boolean[layer.shape().size()];
                      for (int i = 0; i < keeps.length; i += 401) {
                        keeps[i] = layer.name().equals("fc2.weight");
                      }
                      return NamedMask.of(layer.name(), layer.shape(), keeps);
                    })
                .toList());
    return new Snapshot(0, Weights.of(NETWORK), mask);
  }

  @Test
  void the_hessian_is_the_change_of_the_gradient() {
    Snapshot at = few();
    Curvature loss = Curvature.of(at, INSTRUMENTS, Blobs.examples(30));
    assertEquals(75, loss.size());
    double[] unit = new double[loss.size()];
    unit[40] = 1;
    double[] product = loss.times(unit);
    double step = 1e-3;
    float[] more = gradientAt(at, 40 * 401, step);
    float[] less = gradientAt(at, 40 * 401, -step);
    double largest = 0;
    for (int i = 0; i < product.length; i++) {
      double expected = (more[i * 401] - less[i * 401]) / (2 * step);
      assertEquals(expected, product[i], 2e-5, "entry " + i);
      largest = Math.max(largest, Math.abs(expected));
    }
    assertTrue(largest > 1e-4, "largest " + largest);
  }

  private static float[] gradientAt(Snapshot at, int index, double by) {
    var moved =
        at.weights().tensors().values().stream()
            .map(
                tensor -> {
                  float[] values = tensor.toArray();
                  if (tensor.name().equals("fc2.weight")) {
                    values[index] += (float) by;
                  }
                  return NamedTensor.of(tensor.name(), tensor.shape(), values);
                })
            .toList();
    var there = new Snapshot(0, Weights.of(moved), at.mask());
    return Curvature.of(there, INSTRUMENTS, Blobs.examples(30)).gradient().get(1);
  }

  @Test
  void lanczos_finds_the_ends_of_a_networks_hessian() {
    Curvature loss = Curvature.of(few(), INSTRUMENTS, Blobs.examples(30));
    Spectrum exact = Spectrum.exact(loss.size(), loss::times);
    Spectrum lanczos = Spectrum.lanczos(loss.size(), 60, loss::times, new Rng(0));
    assertEquals(exact.top(), lanczos.top(), 1e-4 * exact.top());
    assertEquals(exact.bottom(), lanczos.bottom(), 1e-3 * exact.top());
  }

  @Test
  void the_gradient_is_measured_over_the_weights_trained() {
    Weights weights = Weights.of(NETWORK);
    Mask dense = Mask.dense(NETWORK);
    var all = new Subject(weights, dense);
    var part = new Subject(weights, few().mask());
    double whole = value(ask(new GradientFlow(), all), "at-end");
    double some = value(ask(new GradientFlow(), part), "at-end");
    assertTrue(whole > 0 && some > 0 && some < whole / 10, whole + " and " + some);
    var course =
        new Subject(
            weights,
            dense,
            List.of(new Snapshot(0, weights, few().mask()), new Snapshot(5, weights, dense)));
    List<Finding> findings = ask(new GradientFlow(), course);
    assertEquals(some, value(findings, "at-start"), 1e-9);
    assertEquals(whole, value(findings, "at-end"), 1e-9);
    assertEquals(5, findings.get(1).x());
  }
}
