package org.tombola.lottery.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.IntToDoubleFunction;
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
import org.tombola.nn.NamedMask;
import org.tombola.nn.NamedTensor;
import org.tombola.nn.Weights;
import org.tombola.nn.models.Models;

class RoundsTest {
  private static Module network(long seed) {
    return Models.create("lenet-300-100", Shape.of(1, 4, 4), 3, Init.GLOROT_NORMAL, new Rng(seed));
  }

  private static final Mask DENSE = Mask.dense(network(0));

  /// Every second weight.
  private static final Mask HALF =
      Mask.of(
          DENSE.layers().stream()
              .map(
                  layer -> {
                    boolean[] keeps = new boolean[layer.shape().size()];
                    for (int i = 0; i < keeps.length; i += 2) {
                      keeps[i] = true;
                    }
                    return NamedMask.of(layer.name(), layer.shape(), keeps);
                  })
              .toList());

  private static Instruments instruments() {
    return new Instruments(
        network(0),
        new Batches(Blobs.dataset().train(), 30, new Rng(0)),
        Evaluator.streaming(Blobs.dataset().test()),
        new AnalysisSettings(5, "interpolated", AnalysisSettings.LAST));
  }

  private static List<Finding> ask(Subject... subjects) {
    return new Rounds().findings(List.of(subjects), instruments());
  }

  private static Subject subject(Weights weights, Mask mask, int level) {
    return new Subject(weights, mask, List.of(), Double.NaN, level, "");
  }

  /// The prunable weights replaced; biases stay.
  private static Weights filled(IntToDoubleFunction value) {
    return Weights.of(
        Weights.of(network(1)).tensors().values().stream()
            .map(
                tensor -> {
                  float[] values = tensor.toArray();
                  for (int i = 0; i < values.length && tensor.name().endsWith("weight"); i++) {
                    values[i] = (float) value.applyAsDouble(i);
                  }
                  return NamedTensor.of(tensor.name(), tensor.shape(), values);
                })
            .toList());
  }

  private static double value(List<Finding> findings, String statistic) {
    return findings.stream()
        .filter(f -> f.statistic().equals(statistic))
        .mapToDouble(Finding::value)
        .findFirst()
        .orElseThrow();
  }

  /// An earlier round that differs in nothing but what was pruned since is the same network.
  @Test
  void both_are_restricted_to_the_smaller_mask() {
    Weights dense = Weights.of(network(1));
    List<Finding> findings = ask(subject(HALF.apply(dense), HALF, 1), subject(dense, DENSE, 0));
    assertEquals(0, value(findings, "barrier-to-previous"), 1e-9);
    assertEquals(0, value(findings, "angular-distance-to-previous"), 1e-6);
  }

  /// Ends of errors 30 and 10, and 24 in the middle: 4 above the mean of the two is less than what
  /// pruning did to the first, and 4 above the line between them lies on the way.
  @Test
  void the_rise_is_over_the_line_between_the_ends() {
    var errors =
        List.of(
            new Finding("test-error", 0, 30),
            new Finding("test-error", 0.5, 24),
            new Finding("test-error", 1, 10));
    assertEquals(4, new Instability.Line(errors, 10, 20).rise(), 1e-9);
    assertEquals(0, new Instability.Line(errors.subList(0, 2), 3, 27).rise(), 1e-9);
  }

  @Test
  void what_lies_between_two_rounds_is_a_barrier_and_a_rise() {
    Weights one = Weights.of(network(1));
    Weights other = Weights.of(network(2));
    List<Finding> findings = ask(subject(one, DENSE, 1), subject(other, DENSE, 0));
    var line = Instability.line(other, one, instruments());
    assertNotEquals(line.barrier(), line.rise(), "ends of one error do not tell the two apart");
    assertEquals(line.barrier(), value(findings, "barrier-to-previous"));
    assertEquals(line.barrier(), value(findings, "barrier-from-round"));
    assertEquals(line.rise(), value(findings, "rise-to-previous"));
  }

  /// (1, 1, 1, …) and (1, 0, 1, 0, …) enclose arccos(√½), half a right angle, and (1, 1, …) and (1,
  /// −1, …) a right one.
  @Test
  void the_angular_distance_counts_in_right_angles() {
    Weights ones = filled(_ -> 1);
    List<Finding> findings =
        ask(
            subject(ones, DENSE, 2),
            subject(filled(i -> 1 - i % 2), DENSE, 1),
            subject(filled(i -> 1 - 2 * (i % 2)), DENSE, 0));
    assertEquals(0.5, value(findings, "angular-distance-to-previous"), 1e-4);
    assertEquals(
        List.of(1.0, 0.0),
        findings.stream()
            .filter(f -> f.statistic().equals("angular-distance-from-round"))
            .map(Finding::x)
            .toList());
    assertEquals(1, findings.getLast().value(), 1e-4);
  }

  @Test
  void without_rounds_there_is_nothing_to_say() {
    assertTrue(ask(subject(Weights.of(network(1)), DENSE, 0)).isEmpty());
  }
}
