package org.tombola.lottery.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.tombola.lottery.analysis.Question.Want;
import org.tombola.lottery.ensemble.Detection;
import org.tombola.lottery.ensemble.Detection.Filters;
import org.tombola.lottery.ensemble.Ensemble;
import org.tombola.lottery.ensemble.Family;
import org.tombola.lottery.ensemble.PatternSet;
import org.tombola.lottery.recipe.InvalidSettings;
import org.tombola.lottery.recipe.Settings;
import org.tombola.nn.NamedMask;

/// What networks that detect patterns have learnt, by all 15 sets of patterns that an input can
/// show, and how: whether their filters began near every pattern (exploration), and whether they
/// ended near few directions (clustering) (Brutzkus and Globerson 2019). Per cent of the networks
/// of an ensemble, if nothing else is said.
record Patterns() implements Analysis {
  /// The diverse training points, by their patterns.
  private static final List<PatternSet> DIVERSE =
      List.of(PatternSet.of(1, 2, 3, 4), PatternSet.of(2, 4));

  /// The sets of which a network that fails gets one wrong (Brutzkus and Globerson 2019, of
  /// networks with two pairs).
  private static final List<PatternSet> HARD =
      List.of(PatternSet.of(2), PatternSet.of(4), PatternSet.of(1, 2, 4), PatternSet.of(2, 3, 4));

  @Override
  public Question question() {
    return Question.of(
            "patterns",
            "which sets of patterns small networks tell apart; patterns covered at the start")
        .wanting(Want.COURSE)
        .ofEnsembles();
  }

  @Override
  public void check(Settings settings, Instruments instruments) {
    detectors(instruments);
  }

  /// The networks of the instruments, if they detect patterns.
  static Ensemble detectors(Instruments instruments) {
    if (instruments.network() instanceof Ensemble networks
        && networks.size().family() == Family.XORD) {
      return networks;
    }
    throw new InvalidSettings(
        "the analyses patterns and filters are of networks like xord-10x1000: leave them out");
  }

  @Override
  public List<Finding> findings(List<Subject> subjects, Instruments instruments) {
    Ensemble networks = detectors(instruments);
    Subject subject = subjects.getFirst();
    var start = new Detection(subject.course().getFirst().weights());
    var end = new Detection(subject.weights());
    int count = networks.size().networks();
    NamedMask mask = subject.mask().layers().getFirst(); // (2, H, T)
    int units = (int) IntStream.range(0, mask.shape().size()).filter(mask::keeps).count() / 2;
    boolean[][] right = end.right(networks);
    boolean[][] merged = end.merged().right(Detection.four(count));

    var findings = new ArrayList<Finding>();
    findings.add(Finding.of("units", (double) units / count));
    findings.add(Finding.of("exact", share(count, t -> all(right, t))));
    findings.add(
        Finding.of(
            "zero-error",
            share(count, t -> DIVERSE.stream().allMatch(set -> right[set.bits() - 1][t]))));
    for (int set = 0; set < right.length; set++) {
      boolean[] its = right[set];
      findings.add(new Finding("wrong", set + 1, share(count, t -> !its[t])));
    }
    double failed = share(count, t -> !all(right, t));
    if (failed > 0) {
      double hard = share(count, t -> HARD.stream().anyMatch(set -> !right[set.bits() - 1][t]));
      findings.add(Finding.of("failures-on-a-hard-set", 100 * hard / failed));
    }
    int covered = IntStream.range(0, count).map(t -> found(start, t)).sum();
    findings.add(Finding.of("covered", 25.0 * covered / count));
    findings.add(Finding.of("explored", share(count, t -> found(start, t) == 4)));
    findings.add(Finding.of("angle-at-start", angle(start)));
    findings.add(Finding.of("angle-at-end", angle(end)));
    findings.add(Finding.of("merged-exact", share(count, t -> all(merged, t))));
    return findings;
  }

  private static double share(int networks, IntPredicate holds) {
    return 100.0 * IntStream.range(0, networks).filter(holds).count() / networks;
  }

  private static boolean all(boolean[][] right, int network) {
    for (boolean[] set : right) {
      if (!set[network]) {
        return false;
      }
    }
    return true;
  }

  /// How many of patterns 1 and 3 a filter w points at, and of 2 and 4 a filter u.
  private static int found(Detection of, int network) {
    return found(of.positive(), network, 0) + found(of.negative(), network, 1);
  }

  private static int found(Filters filters, int network, int parity) {
    return (int)
        IntStream.range(0, filters.units())
            .map(unit -> filters.nearest(unit * filters.networks() + network))
            .filter(pattern -> pattern >= 0 && pattern % 2 == parity)
            .distinct()
            .count();
  }

  /// Between a filter and its nearest pattern, degrees: mean over all filters by their lengths, for
  /// short ones say little. 22.5 if all directions are as likely, 0 if all point at patterns.
  private static double angle(Detection of) {
    double sum = 0;
    double lengths = 0;
    for (Filters filters : List.of(of.positive(), of.negative())) {
      for (int i = 0; i < filters.size(); i++) {
        double length = Math.hypot(filters.x(i), filters.y(i));
        double axis = StrictMath.atan2(Math.abs(filters.y(i)), Math.abs(filters.x(i)));
        sum += length * Math.abs(Math.toDegrees(axis) - 45);
        lengths += length;
      }
    }
    return lengths == 0 ? 0 : sum / lengths;
  }
}
