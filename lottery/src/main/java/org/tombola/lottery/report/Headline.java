package org.tombola.lottery.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.tombola.lottery.arm.Arms;

/// What the numbers say, in sentences computed from them, departures included.
///
/// Every comparison is paired: at each level the mean over the seeds that finished there, against
/// the dense network's mean over the same seeds. A run that is half done therefore compares nothing
/// with seeds it does not have. An arm that trains dense networks in another way is compared with
/// those.
final class Headline {
  /// One arm at one level beside the dense network, means over the `seeds` both have.
  record Pair(
      int level,
      double density,
      int seeds,
      double accuracy,
      double denseAccuracy,
      double step,
      double denseStep) {
    boolean matches() {
      return accuracy >= denseAccuracy;
    }

    boolean stopsEarlier() {
      return step < denseStep;
    }
  }

  private final List<ResultRow> rows;
  private final Summary summary;
  private final Arms arms;
  private final Map<Long, ResultRow> dense;

  private Headline(List<ResultRow> rows, Arms arms) {
    this.rows = rows;
    this.arms = arms;
    this.summary = Summary.of(rows);
    this.dense = dense(summary.arms().keySet());
  }

  /// The first sentence is the headline, the others qualify it.
  ///
  /// @param arms of the run
  static List<String> of(List<ResultRow> rows, Arms arms) {
    return new Headline(rows, arms).sentences();
  }

  private List<String> sentences() {
    if (rows.isEmpty()) {
      return List.of("No network has finished training yet.");
    }
    if (dense.isEmpty()) {
      return List.of("The dense network has not finished training: nothing to compare with yet.");
    }
    var said = new ArrayList<String>();
    for (String arm : summary.lines()) {
      List<Pair> pairs = pairs(arm);
      if (pairs.isEmpty()) {
        besideTicket(arm)
            .map(beside -> "%s has no dense network of its own here; %s.".formatted(arm, beside))
            .ifPresent(said::add);
      } else if (arm.equals(Summary.TICKET)) {
        said.addAll(accuracyOfTickets(pairs));
        if (rows.stream().anyMatch(ResultRow::stopsEarly)) {
          said.add(earlyStopOfTickets(pairs));
        }
      } else {
        said.add(control(arm, pairs));
      }
    }
    if (said.isEmpty()) {
      said.add(denseAlone());
    }
    return List.copyOf(said);
  }

  private String denseAlone() {
    return "The dense network reaches %s %% test accuracy%s%s (%s). No pruned network has finished training."
        .formatted(
            Metric.EARLY_STOP_ACCURACY.format(mean(Metric.EARLY_STOP_ACCURACY)),
            when(),
            when().isEmpty()
                ? ""
                : ", iteration " + Metric.EARLY_STOP_STEP.format(mean(Metric.EARLY_STOP_STEP)),
            seeds(dense.size()));
  }

  /// Where nothing is validated there is no early stop.
  private String when() {
    boolean named = rows.stream().anyMatch(row -> Double.isFinite(row.earlyStopStep()));
    return named ? " at early stop" : "";
  }

  private List<String> accuracyOfTickets(List<Pair> pairs) {
    List<Pair> match = pairs.stream().filter(Pair::matches).toList();
    if (match.isEmpty()) {
      Pair best = pairs.stream().max((a, b) -> Double.compare(gap(a), gap(b))).orElseThrow();
      return List.of(
          "At no density do the tickets reach the dense network's mean accuracy%s; they come closest at %s: %s."
              .formatted(when(), percent(best), accuracies(best)));
    }
    Pair smallest = match.getLast();
    var said = new ArrayList<String>();
    said.add(
        "Tickets keep the dense network's mean accuracy%s down to %s of the weights: %s."
            .formatted(when(), percent(smallest), accuracies(smallest)));
    String above = list(pairs, p -> !p.matches() && p.level() < smallest.level());
    if (!above.isEmpty()) {
      said.add("Departure: they are below it at " + above + ".");
    }
    String beyond = list(pairs, p -> p.level() > smallest.level());
    if (!beyond.isEmpty()) {
      said.add("Smaller ones fall short of it: " + beyond + ".");
    }
    return said;
  }

  private static String earlyStopOfTickets(List<Pair> pairs) {
    List<Pair> earlier = pairs.stream().filter(Pair::stopsEarlier).toList();
    if (earlier.isEmpty()) {
      return "Departure: at no density do the tickets reach early stop before the dense network.";
    }
    Pair first =
        earlier.stream()
            .min((a, b) -> Double.compare(a.step() / a.denseStep(), b.step() / b.denseStep()))
            .orElseThrow();
    String late = list(pairs, p -> !p.stopsEarlier());
    return "They reach early stop before the dense network at %d of %d densities, earliest at %s: iteration %s against %s, %s %% earlier%s."
        .formatted(
            earlier.size(),
            pairs.size(),
            percent(first),
            Metric.EARLY_STOP_STEP.format(first.step()),
            Metric.EARLY_STOP_STEP.format(first.denseStep()),
            Math.round(100 * (1 - first.step() / first.denseStep())),
            late.isEmpty() ? "" : "; not at " + late);
  }

  private String control(String arm, List<Pair> pairs) {
    // The first level from which on every mean is below the dense network's.
    int from = pairs.size();
    while (from > 0 && !pairs.get(from - 1).matches()) {
      from--;
    }
    String whose = ownsDense(arm) ? "its dense network's" : "the dense network's";
    String fate =
        from == pairs.size()
            ? "still keeps %s accuracy at %s".formatted(whose, percent(pairs.getLast()))
            : "is below %s accuracy from %s on".formatted(whose, percent(pairs.get(from)));
    return besideTicket(arm)
        .map(beside -> "%s %s; %s.".formatted(arm, fate, beside))
        .orElse("%s %s.".formatted(arm, fate));
  }

  /// The arm beside the ticket at the last level that both have, over the seeds that both have.
  private Optional<String> besideTicket(String arm) {
    var differences = new TreeMap<Integer, List<Double>>();
    var densities = new TreeMap<Integer, Double>();
    for (ResultRow row : pruned(arm)) {
      for (ResultRow ticket : pruned(Summary.TICKET)) {
        if (!arm.equals(Summary.TICKET)
            && ticket.seed() == row.seed()
            && ticket.level() == row.level()) {
          differences
              .computeIfAbsent(row.level(), _ -> new ArrayList<>())
              .add(row.earlyStopAccuracy() - ticket.earlyStopAccuracy());
          densities.merge(row.level(), row.density(), (a, b) -> a);
        }
      }
    }
    if (differences.isEmpty()) {
      return Optional.empty();
    }
    var last = differences.lastEntry();
    double difference = last.getValue().stream().mapToDouble(d -> d).average().orElseThrow();
    String at = Scale.percent(100 * Objects.requireNonNull(densities.get(last.getKey()))) + " %";
    String points = Metric.EARLY_STOP_ACCURACY.format(Math.abs(difference));
    return Optional.of(
        points.equals("0.00")
            ? "at %s it equals the ticket".formatted(at)
            : "at %s it is %s points %s the ticket"
                .formatted(at, points, difference < 0 ? "below" : "above"));
  }

  private List<ResultRow> pruned(String arm) {
    return rows.stream()
        .filter(row -> row.arm().equals(arm) && row.level() > 0)
        .filter(row -> Double.isFinite(row.earlyStopAccuracy()))
        .toList();
  }

  private boolean ownsDense(String arm) {
    return !arms.denseOf(arm).equals(List.of(Summary.TICKET));
  }

  private List<Pair> pairs(String arm) {
    var its = ownsDense(arm) ? dense(arms.denseOf(arm)) : dense;
    var byLevel = new TreeMap<Integer, List<ResultRow>>();
    for (ResultRow row : pruned(arm)) {
      if (its.containsKey(row.seed())) {
        byLevel.computeIfAbsent(row.level(), _ -> new ArrayList<>()).add(row);
      }
    }
    return byLevel.values().stream().map(at -> pair(at, its)).toList();
  }

  private static Pair pair(List<ResultRow> at, Map<Long, ResultRow> dense) {
    List<ResultRow> counterparts = at.stream().map(r -> dense.get(r.seed())).toList();
    return new Pair(
        at.getFirst().level(),
        at.stream().mapToDouble(ResultRow::density).average().orElseThrow(),
        at.size(),
        mean(at, Metric.EARLY_STOP_ACCURACY),
        mean(counterparts, Metric.EARLY_STOP_ACCURACY),
        mean(at, Metric.EARLY_STOP_STEP),
        mean(counterparts, Metric.EARLY_STOP_STEP));
  }

  /// The dense network of each seed, from the first of some arms that has one.
  private Map<Long, ResultRow> dense(Iterable<String> of) {
    var found = new TreeMap<Long, ResultRow>();
    for (String arm : of) {
      for (ResultRow row : rows) {
        if (row.arm().equals(arm) && row.level() == 0 && Double.isFinite(row.earlyStopAccuracy())) {
          found.putIfAbsent(row.seed(), row);
        }
      }
    }
    return found;
  }

  private double mean(Metric metric) {
    return mean(List.copyOf(dense.values()), metric);
  }

  private static double mean(List<ResultRow> of, Metric metric) {
    return of.stream().mapToDouble(metric::of).average().orElse(Double.NaN);
  }

  private static double gap(Pair pair) {
    return pair.accuracy() - pair.denseAccuracy();
  }

  /// The densities that meet a condition; three or more neighbours are written as a range.
  private static String list(List<Pair> pairs, Predicate<Pair> which) {
    var parts = new ArrayList<String>();
    for (int i = 0; i < pairs.size(); i++) {
      int end = i;
      while (end < pairs.size() && which.test(pairs.get(end))) {
        end++;
      }
      if (end - i > 2) {
        parts.add(percent(pairs.get(i)) + " to " + percent(pairs.get(end - 1)));
      } else {
        pairs.subList(i, end).forEach(p -> parts.add(percent(p)));
      }
      i = Math.max(i, end);
    }
    return String.join(", ", parts);
  }

  private static String percent(Pair pair) {
    return Scale.percent(pair.density() * 100) + " %";
  }

  private static String accuracies(Pair pair) {
    return "%s %% against %s %% (%s)"
        .formatted(
            Metric.EARLY_STOP_ACCURACY.format(pair.accuracy()),
            Metric.EARLY_STOP_ACCURACY.format(pair.denseAccuracy()),
            seeds(pair.seeds()));
  }

  private static String seeds(int count) {
    return count == 1 ? "one seed" : "mean of " + count + " seeds";
  }
}
