package org.tombola.lottery.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tombola.datasets.Batches;
import org.tombola.datasets.DatasetOptions;
import org.tombola.datasets.Examples;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.engine.UnknownName;
import org.tombola.lottery.Blobs;
import org.tombola.lottery.prune.Mask;
import org.tombola.lottery.recipe.AnalysisSettings;
import org.tombola.lottery.recipe.InvalidSettings;
import org.tombola.lottery.recipe.Settings;
import org.tombola.lottery.train.Evaluator;
import org.tombola.lottery.train.Listener;
import org.tombola.lottery.train.Trainer;
import org.tombola.nn.Init;
import org.tombola.nn.Module;
import org.tombola.nn.NamedMask;
import org.tombola.nn.NamedTensor;
import org.tombola.nn.Parameter;
import org.tombola.nn.Role;
import org.tombola.nn.Weights;
import org.tombola.nn.models.Models;

class AnalysesTest {
  private static final Examples DATA =
      new DatasetOptions(1, DatasetOptions.Pixels.IN_PLACE, 0, DatasetOptions.Choice.RANDOM)
          .apply(Blobs.dataset(), new Rng(7))
          .train();

  private static Module network(String name, long seed) {
    return Models.create(name, Shape.of(1, 4, 4), 3, Init.KAIMING_NORMAL, new Rng(seed));
  }

  private static Subject subject(String name, long seed) {
    Module network = network(name, seed);
    return new Subject(Weights.of(network), Mask.dense(network));
  }

  private static Instruments instruments(String name, String statistics) {
    return new Instruments(
        network(name, 0),
        new Batches(DATA, 30, new Rng(0)),
        Evaluator.streaming(DATA),
        new AnalysisSettings(5, statistics, AnalysisSettings.LAST));
  }

  private static double value(List<Finding> findings, String statistic) {
    return findings.stream()
        .filter(f -> f.statistic().equals(statistic))
        .mapToDouble(Finding::value)
        .findFirst()
        .orElseThrow();
  }

  private static List<Finding> ask(Analysis analysis, String network, Subject... subjects) {
    return analysis.findings(List.of(subjects), instruments(network, "interpolated"));
  }

  /// Rows of fc1 and columns of fc2 in another order: the same function.
  private static Subject permuted(Subject of) {
    var tensors = new ArrayList<NamedTensor>();
    for (NamedTensor tensor : of.weights().tensors().values()) {
      float[] from = tensor.toArray();
      float[] to = from.clone();
      int units = 300;
      for (int unit = 0; unit < units; unit++) {
        int other = (unit + 1) % units;
        switch (tensor.name()) {
          case "fc1.weight" -> System.arraycopy(from, other * 16, to, unit * 16, 16);
          case "fc1.bias" -> to[unit] = from[other];
          case "fc2.weight" -> {
            for (int row = 0; row < 100; row++) {
              to[row * units + unit] = from[row * units + other];
            }
          }
          default -> {}
        }
      }
      tensors.add(NamedTensor.of(tensor.name(), tensor.shape(), to));
    }
    return new Subject(Weights.of(tensors), of.mask());
  }

  /// A network that knows random labels by heart, so that a barrier can be seen.
  private static Subject trained() throws InterruptedException {
    Module network = network("lenet-300-100", 1);
    var settings =
        Settings.ofKeys(
                Map.of(
                    "train.batch", "30",
                    "train.iterations", "300",
                    "train.optimizer.name", "adam",
                    "train.optimizer.lr", "0.003"))
            .train();
    new Trainer(
            network,
            settings,
            new Batches(DATA, 30, new Rng(0)),
            Evaluator.streaming(DATA),
            new Listener() {})
        .run();
    return new Subject(Weights.of(network), Mask.dense(network));
  }

  @Test
  void there_is_no_barrier_between_a_network_and_itself() {
    Subject one = subject("lenet-300-100", 1);
    List<Finding> findings = ask(new Instability(), "lenet-300-100", one, one);
    assertEquals(0, value(findings, "barrier"), 1e-9);
    assertEquals(
        List.of(0.0, 0.25, 0.5, 0.75, 1.0),
        findings.stream().filter(f -> f.statistic().equals("test-error")).map(Finding::x).toList());
  }

  @Test
  void there_is_one_between_a_network_and_its_permuted_copy() throws InterruptedException {
    Subject one = trained();
    List<Finding> findings = ask(new Instability(), "lenet-300-100", one, permuted(one));
    var errors = findings.stream().filter(f -> f.statistic().equals("test-error")).toList();
    assertEquals(errors.getFirst().value(), errors.getLast().value(), 1e-9, "the same function");
    assertTrue(value(findings, "barrier") > 0, findings::toString);
  }

  @Test
  void statistics_are_re_estimated_between_the_ends_only() {
    Subject one = subject("resnet-8", 1);
    Subject two = subject("resnet-8", 2);
    var interpolated =
        new Instability().findings(List.of(one, two), instruments("resnet-8", "interpolated"));
    var again =
        new Instability().findings(List.of(one, two), instruments("resnet-8", "re-estimated"));
    assertEquals(interpolated.getFirst(), again.getFirst());
    Instruments instruments = instruments("resnet-8", "re-estimated");
    Weights fresh = instruments.reEstimated(one.weights());
    assertEquals(one.weights().get("conv1.weight"), fresh.get("conv1.weight"));
    assertTrue(!one.weights().get("bn1.running_mean").equals(fresh.get("bn1.running_mean")));
  }

  @Test
  void distance_and_angle_are_over_what_both_have() {
    Shape shape = Shape.of(1, 4);
    Subject a = vector(shape, new float[] {3, 4, 100, 0}, true, true, false, true);
    Subject b = vector(shape, new float[] {4, -3, 0, 100}, true, true, true, false);
    List<Finding> findings =
        new Distance().findings(List.of(a, b), instruments("lenet-300-100", "interpolated"));
    assertEquals(Math.sqrt(50), value(findings, "l2"), 1e-9);
    assertEquals(90, value(findings, "angle"), 1e-9);
    assertEquals(
        0,
        value(
            new Distance().findings(List.of(a, a), instruments("lenet-300-100", "interpolated")),
            "angle"),
        1e-5);
  }

  private static Subject vector(Shape shape, float[] values, boolean... keeps) {
    return new Subject(
        Weights.of(List.of(NamedTensor.of("w", shape, values))),
        Mask.of(List.of(NamedMask.of("w", shape, keeps))));
  }

  @Test
  void gammas_are_counted_and_the_small_ones_left_out() {
    Subject one = subject("resnet-8", 1);
    var tensors = new ArrayList<NamedTensor>();
    for (NamedTensor tensor : one.weights().tensors().values()) {
      float[] values = tensor.toArray();
      if (tensor.name().equals("bn1.weight")) {
        values[0] = 0.009f;
        values[1] = -0.009f;
        values[2] = 0.011f;
      }
      tensors.add(NamedTensor.of(tensor.name(), tensor.shape(), values));
    }
    Weights weights = Weights.of(tensors);
    List<Finding> findings = ask(new Gammas(), "resnet-8", new Subject(weights, one.mask()));
    assertEquals(2, value(findings, "disabled"));
    double gammas = value(findings, "gammas");
    assertEquals(200 / gammas, value(findings, "disabled-share"), 1e-9);
    assertEquals(
        100,
        findings.stream()
            .filter(f -> f.statistic().equals("gamma-histogram"))
            .mapToDouble(Finding::value)
            .sum(),
        1e-9);
    NamedTensor without = Gammas.clipped(weights, List.of("bn1.weight"), 0.01).get("bn1.weight");
    assertEquals(List.of(0f, 0f, 0.011f), List.of(without.at(0), without.at(1), without.at(2)));
    assertEquals(1, ask(new Gammas(), "lenet-300-100", subject("lenet-300-100", 1)).size());
  }

  @Test
  void accuracy_is_a_curve_over_the_threshold_below_which_gammas_are_clipped() {
    Subject one = subject("resnet-8", 1);
    List<Finding> findings = ask(new Gammas(), "resnet-8", one);
    var curve = findings.stream().filter(f -> f.statistic().equals("clipped-accuracy")).toList();
    assertEquals(0, curve.getFirst().x());
    assertEquals(0.5, curve.getLast().x());
    assertEquals(value(findings, "test-accuracy"), curve.getFirst().value());
    assertEquals(value(findings, "accuracy-without"), curve.get(1).value());
    assertEquals(
        curve.get(1).value() - curve.getFirst().value(), value(findings, "accuracy-change"));
    // All of them are 1 here, so nothing is clipped.
    assertEquals(curve.getFirst().value(), curve.getLast().value());
    List<String> scales =
        network("resnet-8", 1)
            .parameters()
            .filter(p -> p.role() == Role.NORM_SCALE)
            .map(Parameter::name)
            .toList();
    var tensors = new ArrayList<NamedTensor>();
    for (NamedTensor tensor : one.weights().tensors().values()) {
      float[] values = tensor.toArray();
      if (scales.contains(tensor.name())) {
        Arrays.fill(values, 0.25f);
      }
      tensors.add(NamedTensor.of(tensor.name(), tensor.shape(), values));
    }
    List<Finding> weak =
        ask(new Gammas(), "resnet-8", new Subject(Weights.of(tensors), one.mask()));
    var shares = weak.stream().filter(f -> f.statistic().equals("clipped-share")).toList();
    assertEquals(0, shares.get(6).value(), "below " + shares.get(6).x());
    assertEquals(100, shares.get(7).value(), "below " + shares.get(7).x());
  }

  @Test
  void a_request_is_read_and_a_wrong_one_refused() {
    List<String> arms = List.of("ticket", "late");
    Request request = Request.parse("distance late ticket as to-pruning", arms);
    assertEquals("to-pruning", request.label());
    assertEquals(List.of("late", "ticket"), request.arms());
    assertEquals("gammas", Request.parse(" gammas  late ", arms).label());
    assertThrows(UnknownName.class, () -> Request.parse("distances late ticket", arms));
    assertThrows(UnknownName.class, () -> Request.parse("gammas lat", arms));
    for (String text : List.of("distance late", "gammas late ticket", "gammas late as A b", "")) {
      assertThrows(RuntimeException.class, () -> Request.parse(text, arms), text);
    }
    var thrown = assertThrows(InvalidSettings.class, () -> Request.parse("distance late", arms));
    assertTrue(thrown.getMessage().contains("distance ARM ARM"), thrown.getMessage());
  }
}
