package org.tombola.lottery.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tombola.datasets.Batches;
import org.tombola.datasets.DataSource;
import org.tombola.datasets.Datasets;
import org.tombola.datasets.Examples;
import org.tombola.datasets.ImageShape;
import org.tombola.engine.Backends;
import org.tombola.engine.EngineException;
import org.tombola.engine.Rng;
import org.tombola.engine.spi.Backend;
import org.tombola.lottery.recipe.Duration;
import org.tombola.lottery.recipe.OptimizerSettings;
import org.tombola.lottery.recipe.ScheduleSettings;
import org.tombola.lottery.recipe.TrainSettings;
import org.tombola.lottery.train.Evaluator;
import org.tombola.lottery.train.Listener;
import org.tombola.lottery.train.Trainer;
import org.tombola.lottery.train.TrainingDiverged;
import org.tombola.nn.Init;
import org.tombola.nn.Weights;
import org.tombola.nn.models.Models;

/// One training on two backends, from the same start on the same batches.
///
/// Trajectories in float32 part ways at the first ReLU that one of them finds on the other side of
/// zero, so only the first losses can agree number by number; later ones are compared in the mean.
final class TrainingAgreement {
  private static final int FIRST = 5;

  /// Relative to the other backend's loss.
  private static final double CLOSE = 1e-3;

  private static final double CLOSE_IN_MEAN = 0.05;

  /// So low that no loss rises: at ten times this rate, without a warm-up, the losses of ResNet-20
  /// do, and differences grow with them.
  private static final double RATE = 0.01;

  private TrainingAgreement() {}

  /// @param first the largest relative difference of the first five losses
  /// @param late the relative difference of the mean losses of the last fifth
  /// @param repeats whether a second training gave the same bytes, losses and weights
  /// @param problem what a training said instead of ending, or null
  record Verdict(
      String network,
      int steps,
      double first,
      double late,
      boolean repeats,
      @Nullable String problem) {
    boolean ok() {
      return problem == null && first <= CLOSE && late <= CLOSE_IN_MEAN && repeats;
    }

    /// For a program.
    Map<String, Object> fields() {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("network", network);
      fields.put("steps", steps);
      fields.put("first_losses_differ_by", first);
      fields.put("first_losses_allowed", CLOSE);
      fields.put("last_mean_differs_by", late);
      fields.put("last_mean_allowed", CLOSE_IN_MEAN);
      fields.put("repeats", repeats);
      fields.put("ok", ok());
      if (problem != null) {
        fields.put("problem", problem);
      }
      return fields;
    }

    /// For a person.
    String text() {
      if (problem != null) {
        return "%s, %d steps: %s  FAILED".formatted(network, steps, problem);
      }
      return ("%s, %d steps: first losses differ by %.1e (at most %.0e), the mean of the last by"
              + " %.1e (at most %.0e), %s  %s")
          .formatted(
              network,
              steps,
              first,
              CLOSE,
              late,
              CLOSE_IN_MEAN,
              repeats ? "same bytes twice" : "other bytes the second time",
              ok() ? "ok" : "FAILED");
    }
  }

  private record Trained(List<Float> losses, Weights weights) {}

  /// @param steps at least 1
  static Verdict of(String network, int steps, Backend device, Backend other) {
    Models.Network of = Models.named(network);
    Examples examples = examples(of);
    try {
      Trained once = train(of, examples, steps, device);
      Trained again = train(of, examples, steps, device);
      Trained expected = train(of, examples, steps, other);
      return new Verdict(
          network,
          steps,
          furthest(once.losses, expected.losses),
          Math.abs(late(once.losses) / late(expected.losses) - 1),
          once.equals(again),
          null);
    } catch (TrainingDiverged | EngineException e) {
      // A device that computes nonsense is what this looks for.
      return new Verdict(network, steps, 0, 0, true, String.valueOf(e.getMessage()));
    }
  }

  /// Pictures that can be learned, where they fit the network; otherwise anything.
  private static Examples examples(Models.Network network) {
    var input = network.input();
    var shape = new ImageShape(input.dim(0), input.dim(1), input.dim(2));
    Examples shapes = Datasets.open("shapes", DataSource.standard()).train();
    boolean fit = shapes.shape().equals(shape) && shapes.classes() <= network.classes();
    return fit ? shapes : new RandomExamples(1024, shape, network.classes());
  }

  private static Trained train(Models.Network network, Examples data, int steps, Backend on) {
    var rule = new OptimizerSettings("sgd", RATE, 0.9, false, 1e-4, "all", 0.9, 0.999, 1e-8);
    var constant = new ScheduleSettings("constant", Duration.iterations(0), List.of(), 1);
    var all = Duration.iterations(steps);
    int batch = Throughput.usualBatch(network.name());
    var settings = TrainSettings.of(batch, all, all, rule, constant);
    var rng = new Rng(0);
    List<Float> losses = new ArrayList<>();
    Listener listener =
        new Listener() {
          @Override
          public void atStep(int step, float loss) {
            losses.add(loss);
          }
        };
    return Backends.with(
        on,
        () -> {
          var model = network.create(Init.KAIMING_NORMAL, rng);
          var few = new RandomExamples(1, data.shape(), network.classes()); // nobody looks
          try {
            new Trainer(
                    model,
                    settings,
                    new Batches(data, batch, rng),
                    Evaluator.streaming(few),
                    listener)
                .run();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
          }
          return new Trained(List.copyOf(losses), Weights.of(model));
        });
  }

  private static double furthest(List<Float> losses, List<Float> expected) {
    double furthest = 0;
    for (int i = 0; i < Math.min(FIRST, losses.size()); i++) {
      furthest = Math.max(furthest, Math.abs(losses.get(i) / (double) expected.get(i) - 1));
    }
    return furthest;
  }

  /// The mean of the last fifth.
  private static double late(List<Float> losses) {
    int last = losses.size();
    return losses.subList(last - Math.max(1, last / 5), last).stream()
        .mapToDouble(Float::doubleValue)
        .average()
        .orElseThrow();
  }
}
