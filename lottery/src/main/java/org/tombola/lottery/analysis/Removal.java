package org.tombola.lottery.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.tombola.datasets.Examples;
import org.tombola.datasets.Splits;
import org.tombola.engine.RandomStream;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.lottery.analysis.Question.Want;
import org.tombola.lottery.linear.UnitVectors;
import org.tombola.lottery.prune.RemovalOrder;
import org.tombola.lottery.train.Evaluator;
import org.tombola.nn.NamedTensor;
import org.tombola.nn.Units;
import org.tombola.nn.Weights;

/// How a trained network does without some units of its first hidden linear layer, removed in one
/// order or another and not trained again: by [RemovalOrder], at random, and by what the loss is
/// more when a unit is removed alone (Heitmann 2020, frame potentials and single components).
record Removal() implements OfHiddenLayer {
  private static final int STEPS = 10; // a tenth of the units each, the last of which is not done
  private static final int RANDOM_RUNS = 5;
  private static final int EXAMPLES = 1000; // of the loss without a single unit

  @Override
  public Question question() {
    return Question.of(
            "removal",
            "accuracy without some units of a layer, by frame potential, size, loss or at random")
        .wanting(Want.COURSE);
  }

  @Override
  public List<Finding> findings(List<Subject> subjects, Instruments instruments) {
    List<Snapshot> course = subjects.getFirst().course();
    Weights weights = course.getLast().weights();
    Units units = OfHiddenLayer.first(instruments.network());
    UnitVectors vectors = UnitVectors.of(weights.get(units.from()));
    double[][] runs = random(weights, units, instruments);
    double[] before = lossesWithout(course.getFirst().weights(), units, instruments);
    double[] losses = lossesWithout(weights, units, instruments);
    List<Integer> harmless = RemovalOrder.ascending(losses);
    var curves = new LinkedHashMap<String, double[]>();
    for (RemovalOrder order : RemovalOrder.values()) {
      curves.put(order.label(), accuracies(order.of(vectors), weights, units, instruments));
    }
    curves.put("random", each(runs, Removal::mean));
    curves.put("least-loss", accuracies(harmless, weights, units, instruments));
    curves.put("most-loss", accuracies(harmless.reversed(), weights, units, instruments));
    var findings = new ArrayList<Finding>();
    curves.forEach((order, its) -> findings.addAll(curve("accuracy." + order, its)));
    findings.addAll(curve("random-deviation", each(runs, Removal::deviation)));
    List<String> claimed = List.of("smallest-norm", "least-potential", "random", "most-potential");
    for (int i = 1; i < claimed.size(); i++) {
      String better = claimed.get(i - 1);
      String worse = claimed.get(i);
      double lead = mean(of(curves, better)) - mean(of(curves, worse));
      findings.add(Finding.of(better + "-over-" + worse, lead));
    }
    findings.add(Finding.of("importance-start-to-end", StraightLine.correlation(before, losses)));
    return findings;
  }

  private static double[] of(Map<String, double[]> curves, String order) {
    return Objects.requireNonNull(curves.get(order));
  }

  private static double[][] random(Weights weights, Units units, Instruments instruments) {
    RandomStream random = new Rng(0).stream("removal");
    return IntStream.range(0, RANDOM_RUNS)
        .mapToObj(run -> random.permutation(units.count(), (long) run * units.count()))
        .map(order -> Arrays.stream(order).boxed().toList())
        .map(order -> accuracies(order, weights, units, instruments))
        .toArray(double[][]::new);
  }

  /// A number of all runs at each step.
  private static double[] each(double[][] runs, ToDoubleFunction<double[]> number) {
    return IntStream.range(0, STEPS)
        .mapToDouble(
            s -> number.applyAsDouble(Arrays.stream(runs).mapToDouble(run -> run[s]).toArray()))
        .toArray();
  }

  /// Test accuracy in per cent, without the first 0, 10, ... 90 % of the units.
  private static double[] accuracies(
      List<Integer> order, Weights weights, Units units, Instruments instruments) {
    return IntStream.range(0, STEPS)
        .map(s -> (int) Math.round((double) s * order.size() / STEPS))
        .mapToDouble(
            count ->
                100
                    * instruments
                        .tested(without(order.subList(0, count), weights, units))
                        .accuracy())
        .toArray();
  }

  /// The same network, but the layer behind does not read these units.
  static Weights without(List<Integer> gone, Weights weights, Units units) {
    boolean[] out = new boolean[units.count()];
    gone.forEach(unit -> out[unit] = true);
    NamedTensor reads = weights.get(units.to());
    Shape shape = reads.shape();
    float[] values = reads.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = out[units.readBy(i, shape)] ? 0 : values[i];
    }
    return weights.with(NamedTensor.of(reads.name(), shape, values));
  }

  /// What the loss on some training examples is without each unit alone.
  static double[] lossesWithout(Weights weights, Units units, Instruments instruments) {
    Examples all = instruments.batches().examples();
    var some = Evaluator.often(Splits.first(all, Math.min(EXAMPLES, all.size())));
    return IntStream.range(0, units.count())
        .mapToDouble(
            unit -> {
              without(List.of(unit), weights, units).into(instruments.network());
              return some.evaluate(instruments.network()).loss();
            })
        .toArray();
  }

  private static List<Finding> curve(String statistic, double[] values) {
    return IntStream.range(0, STEPS)
        .mapToObj(s -> new Finding(statistic, 100.0 * s / STEPS, values[s]))
        .toList();
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double deviation(double[] values) {
    double mean = mean(values);
    return Math.sqrt(mean(Arrays.stream(values).map(x -> (x - mean) * (x - mean)).toArray()));
  }
}
