package org.tombola.lottery.claim;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import org.tombola.lottery.arm.Arms;
import org.tombola.lottery.recipe.Claim;
import org.tombola.lottery.recipe.Claim.Best;
import org.tombola.lottery.recipe.Claim.Density;
import org.tombola.lottery.recipe.Claim.Level;
import org.tombola.lottery.recipe.Claim.Statistic;

/// Finds the numbers of one side of a claim, one a seed.
final class Measured {
  /// Where the dense network is looked for first: it is trained once for all arms.
  private static final List<String> DENSE_ARMS = List.of(Claim.DENSE, "ticket");

  private final Arms arms;
  private final List<Measurement> measurements;

  /// @param arms of the run that was measured
  Measured(Arms arms, Collection<Measurement> measurements) {
    this.arms = arms;
    this.measurements = measurements.stream().filter(m -> Double.isFinite(m.value())).toList();
  }

  static <T> T at(Map<Long, T> bySeed, long seed) {
    return Objects.requireNonNull(bySeed.get(seed));
  }

  /// @throws NotMeasured if there is no number, saying what there is
  SortedMap<Long, Measurement> side(Claim claim, String arm) {
    List<Measurement> all = of(claim.statistic());
    if (arm.equals(Claim.DENSE)) {
      return bySeed(dense(all, claim.statistic()), claim, arm);
    }
    if (arm.startsWith(Claim.DENSE_OF)) {
      return bySeed(denseOf(arm.substring(Claim.DENSE_OF.length()), all, claim), claim, arm);
    }
    List<Measurement> of = all.stream().filter(m -> m.arm().equals(arm)).toList();
    if (of.isEmpty()) {
      throw new NotMeasured(
          "nobody measured %s of arm '%s'; arms here: %s"
              .formatted(claim.statistic(), arm, names(all)));
    }
    return switch (claim.place()) {
      case Level(int number) -> bySeed(at(number, arm, of), claim, arm);
      case Density density -> bySeed(near(density, arm, of), claim, arm);
      case Best() -> best(of, claim, arm);
    };
  }

  private static SortedMap<Long, Measurement> best(List<Measurement> of, Claim claim, String arm) {
    var larger = BinaryOperator.maxBy(Comparator.comparingDouble(Measurement::value));
    var best = new TreeMap<Long, Measurement>();
    for (int level : new TreeSet<>(of.stream().map(Measurement::level).toList()).tailSet(1)) {
      bySeed(at(level, arm, of), claim, arm).forEach((seed, m) -> best.merge(seed, m, larger));
    }
    if (best.isEmpty()) {
      throw new NotMeasured("nobody measured arm '%s' at a level above 0".formatted(arm));
    }
    return best;
  }

  private List<Measurement> of(Statistic statistic) {
    var found =
        measurements.stream()
            .filter(m -> m.analysis().equals(statistic.analysis()))
            .filter(m -> m.statistic().equals(statistic.name()))
            .filter(m -> statistic.x().isEmpty() || same(m.x(), statistic.x().getAsDouble()))
            .toList();
    if (found.isEmpty()) {
      throw new NotMeasured("nobody measured " + statistic);
    }
    return found;
  }

  private static boolean same(double x, double wanted) {
    return Math.abs(x - wanted) <= 1e-6 * Math.max(1, Math.abs(wanted));
  }

  private static List<Measurement> dense(List<Measurement> all, Statistic statistic) {
    return all.stream()
        .filter(m -> m.level() == 0)
        .map(Measurement::arm)
        .distinct()
        .min(Comparator.comparingInt(Measured::rank).thenComparing(Comparator.naturalOrder()))
        .map(arm -> all.stream().filter(m -> m.level() == 0 && m.arm().equals(arm)).toList())
        .orElseThrow(
            () -> new NotMeasured("nobody measured %s of the dense network".formatted(statistic)));
  }

  /// An arm that trains dense networks as all do has none of its own.
  private List<Measurement> denseOf(String arm, List<Measurement> all, Claim claim) {
    List<String> its = arms.denseOf(arm);
    if (DENSE_ARMS.containsAll(its)) {
      return dense(all, claim.statistic());
    }
    return its.stream()
        .map(a -> all.stream().filter(m -> m.level() == 0 && m.arm().equals(a)).toList())
        .filter(measured -> !measured.isEmpty())
        .findFirst()
        .orElseThrow(
            () ->
                new NotMeasured(
                    "nobody measured %s of the dense network of arm '%s'"
                        .formatted(claim.statistic(), arm)));
  }

  private static int rank(String arm) {
    int place = DENSE_ARMS.indexOf(arm);
    return place < 0 ? DENSE_ARMS.size() : place;
  }

  private static List<Measurement> at(int level, String arm, List<Measurement> of) {
    List<Measurement> found = of.stream().filter(m -> m.level() == level).toList();
    if (found.isEmpty()) {
      throw new NotMeasured(
          "nobody measured arm '%s' at level %d; levels here: %s"
              .formatted(arm, level, levels(of)));
    }
    return found;
  }

  private static List<Measurement> near(Density wanted, String arm, List<Measurement> of) {
    double share = wanted.share();
    Map<Integer, Double> densities =
        of.stream()
            .collect(
                Collectors.groupingBy(
                    Measurement::level,
                    TreeMap::new,
                    Collectors.averagingDouble(Measurement::density)));
    var nearest =
        densities.entrySet().stream()
            .min(Comparator.comparingDouble(e -> Math.abs(Math.log(e.getValue() / share))))
            .orElseThrow();
    if (Math.abs(nearest.getValue() - share) > wanted.tolerance() * share) {
      throw new NotMeasured(
          "nobody measured arm '%s' at density %s; the nearest is %s, level %d"
              .formatted(arm, percent(share), percent(nearest.getValue()), nearest.getKey()));
    }
    return at(nearest.getKey(), arm, of);
  }

  /// @throws NotMeasured if a seed has several numbers
  private static SortedMap<Long, Measurement> bySeed(
      List<Measurement> at, Claim claim, String arm) {
    var seeds = new TreeMap<Long, Measurement>();
    for (Measurement m : at) {
      if (seeds.put(m.seed(), m) != null) {
        throw new NotMeasured(
            "%s of '%s' has several values for seed %d; the claim must name an x"
                .formatted(claim.statistic(), arm, m.seed()));
      }
    }
    return seeds;
  }

  private static String names(List<Measurement> of) {
    return String.join(
        ", ", of.stream().map(Measurement::arm).collect(Collectors.toCollection(TreeSet::new)));
  }

  private static String levels(List<Measurement> of) {
    var numbers = new ArrayList<>(new TreeSet<>(of.stream().map(Measurement::level).toList()));
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.3g %%", 100 * share);
  }
}
