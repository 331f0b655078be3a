package org.tombola.lottery.analysis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.tombola.engine.Rng;
import org.tombola.lottery.prune.Imitation;
import org.tombola.nn.Module;
import org.tombola.nn.Units;

/// How fast a few units come to stand for all of a layer, as [Imitation] measures it: chosen
/// greedily with equal shares (theory: error as 1/n² in the number n of choices), with shares by
/// line search (exponentially), and at random (as 1/n) (Ye et al. 2020, "Greedy optimization
/// provably wins the lottery").
///
/// The layer is the first hidden linear layer that another linear layer reads.
record Greedy() implements OfHiddenLayer {
  static final String LOG_LOSS = "log10-imitation-";
  private static final int FIRST = 8; // of the straight lines: before, nothing is asymptotic
  private static final double LEAST = 1e-12; // below are rounding errors
  private static final int REPEATS = 20;

  @Override
  public Question question() {
    return Question.of(
        "greedy", "how well n units stand for a layer: chosen greedily, by line search, at random");
  }

  @Override
  public List<Finding> findings(List<Subject> subjects, Instruments instruments) {
    Subject subject = subjects.getFirst();
    Module network = instruments.network();
    Units units = OfHiddenLayer.first(network);
    List<Integer> alive = units.alive(subject.mask().layer(units.from()));
    var imitation =
        Imitation.of(
            network, subject.weights(), units, alive, instruments.someTraining().examples());
    int steps = 4 * alive.size();
    var losses = new LinkedHashMap<String, double[]>();
    losses.put("fixed-step", imitation.fixedStep(steps));
    losses.put("line-search", imitation.lineSearch(steps));
    losses.put("random", imitation.random(steps, REPEATS, new Rng(0).stream("greedy")));
    var findings = new ArrayList<Finding>();
    losses.forEach(
        (how, its) -> {
          for (int n = 1; n <= steps; n = next(n)) {
            findings.add(new Finding(LOG_LOSS + how, n, log(its[n - 1])));
          }
          findings.add(Finding.of("slope-" + how, straight(its, true).slope()));
          findings.add(Finding.of("one-per-cent-" + how, first(its, 0.01)));
        });
    double[] line = losses.getOrDefault("line-search", new double[0]);
    findings.add(
        Finding.of(
            "exponential-line-search", straight(line, false).fit() - straight(line, true).fit()));
    return findings;
  }

  /// Every number of choices up to ten, then a tenth more each time.
  private static int next(int n) {
    return n + Math.max(1, n / 10);
  }

  private static double log(double loss) {
    return StrictMath.log10(Math.max(loss, 1e-16));
  }

  /// The first number of choices with no more than this loss; NaN if there is none.
  private static double first(double[] losses, double loss) {
    return IntStream.range(0, losses.length)
        .filter(i -> losses[i] <= loss)
        .mapToDouble(i -> i + 1)
        .findFirst()
        .orElse(Double.NaN);
  }

  /// Through the logarithms of losses, over the number of choices or its logarithm.
  static StraightLine straight(double[] losses, boolean logarithm) {
    var xs = new ArrayList<Double>();
    var ys = new ArrayList<Double>();
    for (int n = FIRST; n <= losses.length && losses[n - 1] > LEAST; n = next(n)) {
      xs.add(logarithm ? StrictMath.log10(n) : n);
      ys.add(log(losses[n - 1]));
    }
    return StraightLine.through(xs, ys);
  }
}
