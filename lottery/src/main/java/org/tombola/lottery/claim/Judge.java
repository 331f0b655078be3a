package org.tombola.lottery.claim;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tombola.lottery.arm.Arms;
import org.tombola.lottery.claim.Bootstrap.Interval;
import org.tombola.lottery.claim.Judgement.Comparison;
import org.tombola.lottery.recipe.Claim;

/// Holds claims against measurements.
public final class Judge {
  private final Measured measured;

  private Judge(Measured measured) {
    this.measured = measured;
  }

  /// A judgement for every claim, in their order.
  ///
  /// @param arms of the run that was measured
  public static List<Judgement> of(
      List<Claim> claims, Arms arms, Collection<Measurement> measurements) {
    var judge = new Judge(new Measured(arms, measurements));
    return claims.stream().map(judge::judge).toList();
  }

  private Judgement judge(Claim claim) {
    try {
      return compare(claim);
    } catch (NotMeasured e) {
      return new Judgement(
          claim, Verdict.UNDECIDED, Optional.empty(), String.valueOf(e.getMessage()));
    }
  }

  private Judgement compare(Claim claim) {
    SortedMap<Long, Measurement> left = measured.side(claim, claim.left());
    SortedMap<Long, Double> differences = new TreeMap<>();
    double leftSum = 0;
    if (claim.right().isPresent()) {
      SortedMap<Long, Measurement> right = measured.side(claim, claim.right().orElseThrow());
      right.forEach(
          (seed, value) -> {
            Measurement other = left.get(seed);
            if (other != null) {
              differences.put(seed, other.value() - value.value());
            }
          });
    } else {
      left.forEach((seed, value) -> differences.put(seed, value.value() - claim.constant()));
    }
    if (differences.isEmpty()) {
      throw new NotMeasured(
          "no seed has both '%s' and '%s'".formatted(claim.left(), claim.right().orElse("")));
    }
    for (long seed : differences.keySet()) {
      leftSum += Measured.at(left, seed).value();
    }
    double[] each = differences.values().stream().mapToDouble(d -> d).toArray();
    double difference = differences.values().stream().mapToDouble(d -> d).average().orElseThrow();
    Interval interval = Bootstrap.of(each, claim.id());
    Measurement where = Measured.at(left, differences.firstKey());
    double mean = leftSum / each.length;
    var comparison =
        new Comparison(
            mean,
            claim.right().isPresent() ? mean - difference : claim.constant(),
            difference,
            interval.low(),
            interval.high(),
            each.length,
            where.level(),
            where.density());
    if (each.length < 2) {
      return new Judgement(
          claim, Verdict.UNDECIDED, Optional.of(comparison), "one seed decides nothing");
    }
    Verdict verdict = Verdict.of(claim, interval);
    String why = verdict == Verdict.UNDECIDED ? "the interval reaches over the margin" : "";
    return new Judgement(claim, verdict, Optional.of(comparison), why);
  }
}
