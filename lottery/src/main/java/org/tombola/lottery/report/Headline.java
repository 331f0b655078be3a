package org.tombola.lottery.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/// What the numbers say, in sentences computed from them, departures included.
///
/// Every comparison is paired: at each level the mean over the seeds that finished there, against
/// the dense network's mean over the same seeds. A run that is half done therefore compares nothing
/// with seeds it does not have.
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
  private final Map<Long, ResultRow> dense;

  private Headline(List<ResultRow> rows) {
    this.rows = rows;
    this.summary = Summary.of(rows);
    this.dense = dense();
  }

  /// The first sentence is the headline, the others qualify it.
  static List<String> of(List<ResultRow> rows) {
    return new Headline(rows).sentences();
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
        continue;
      }
      if (arm.equals(Summary.TICKET)) {
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
    String fate =
        from == pairs.size()
            ? "still keeps the dense network's accuracy at " + percent(pairs.getLast())
            : "is below the dense network's accuracy from %s on"
                .formatted(percent(pairs.get(from)));
    List<Pair> tickets = pairs(Summary.TICKET);
    return pairs.reversed().stream()
        .flatMap(p -> tickets.stream().filter(t -> t.level() == p.level()).map(t -> against(p, t)))
        .findFirst()
        .map(beside -> "%s %s; %s.".formatted(arm, fate, beside))
        .orElse("%s %s.".formatted(arm, fate));
  }

  /// The control beside the ticket of the same level, both measured from the dense network, so that
  /// seeds only one of them has do not count.
  private static String against(Pair control, Pair ticket) {
    double difference = gap(control) - gap(ticket);
    String points = Metric.EARLY_STOP_ACCURACY.format(Math.abs(difference));
    if (points.equals("0.00")) {
      return "at %s it equals the ticket".formatted(percent(control));
    }
    return "at %s it is %s points %s the ticket"
        .formatted(percent(control), points, difference < 0 ? "below" : "above");
  }

  private List<Pair> pairs(String arm) {
    var byLevel = new TreeMap<Integer, List<ResultRow>>();
    for (ResultRow row : rows) {
      if (row.arm().equals(arm)
          && row.level() > 0
          && dense.containsKey(row.seed())
          && Double.isFinite(row.earlyStopAccuracy())) {
        byLevel.computeIfAbsent(row.level(), _ -> new ArrayList<>()).add(row);
      }
    }
    return byLevel.values().stream().map(this::pair).toList();
  }

  private Pair pair(List<ResultRow> at) {
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

  /// The dense network of each seed, from the arm the summary takes it from.
  private Map<Long, ResultRow> dense() {
    var found = new TreeMap<Long, ResultRow>();
    for (String arm : summary.arms().keySet()) {
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
