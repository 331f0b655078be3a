package org.tombola.lottery.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tombola.lottery.claim.Measurement;
import org.tombola.lottery.claim.Prize;

/// What the tickets of a run have won, in sentences with the evidence: one for every analysis
/// `jackpot` and sparsity, by means over seeds.
final class Prizes {
  private Prizes() {}

  static List<String> sentences(RunData run) {
    return sentences(run.analyses(), run.settings().getOrDefault("dataset", ""));
  }

  static List<String> sentences(List<Measurement> analyses, String dataset) {
    var labels =
        analyses.stream()
            .filter(m -> m.statistic().equals("over-reinit"))
            .map(Measurement::analysis)
            .distinct()
            .toList();
    var said = new ArrayList<String>();
    for (String label : labels) {
      var levels = new TreeMap<Integer, List<Measurement>>();
      analyses.stream()
          .filter(m -> m.analysis().equals(label))
          .forEach(m -> levels.computeIfAbsent(m.level(), _ -> new ArrayList<>()).add(m));
      levels.values().forEach(at -> said.add(sentence(label, at, Prize.alike(dataset))));
    }
    return List.copyOf(said);
  }

  private static String sentence(String label, List<Measurement> at, double alike) {
    double density = at.stream().mapToDouble(Measurement::density).average().orElseThrow();
    List<SortedMap<Double, Double>> means =
        Prize.NETWORKS.stream().map(name -> means(name, at)).toList();
    var prize = new Prize(density, means.get(0), means.get(1), means.get(2), means.get(3));
    List<String> hold =
        prize.conditions(alike).stream().map(holds -> holds ? "yes:" : "no:").toList();
    long seeds = at.stream().mapToLong(Measurement::seed).distinct().count();
    SortedMap<Double, Double> gaps = prize.gaps();
    String same =
        gaps.isEmpty()
            ? "no rate that both were trained at"
            : "dense at the same rate %s at %s"
                .formatted(gap(Prize.best(gaps)), rate(Prize.rate(gaps)));
    return "%s, %s %% of the weights: %s. Ticket %s (%s%s; best rate of each): (1) %s sparsity %s %%, (2) %s small dense %s, (3) %s redrawn %s, (4) %s %s, (5) %s dense %s."
        .formatted(
            TextTable.printable(label),
            Scale.percent(100 * density),
            prize.won(alike),
            accuracy(prize.ticket()),
            seeds == 1 ? "1 seed" : seeds + " seeds",
            alike == 0.5 ? "" : ", alike within " + alike + " points",
            hold.get(0),
            Scale.percent(100 * (1 - density)),
            hold.get(1),
            accuracy(prize.small()),
            hold.get(2),
            accuracy(prize.reinit()),
            hold.get(3),
            same,
            hold.get(4),
            accuracy(prize.dense()));
  }

  private static SortedMap<Double, Double> means(String statistic, List<Measurement> at) {
    var byRate = new TreeMap<Double, List<Double>>();
    at.stream()
        .filter(m -> m.statistic().equals(statistic) && Double.isFinite(m.x()))
        .forEach(m -> byRate.computeIfAbsent(m.x(), _ -> new ArrayList<>()).add(m.value()));
    var means = new TreeMap<Double, Double>();
    byRate.forEach(
        (rate, values) ->
            means.put(rate, values.stream().mapToDouble(v -> v).average().orElseThrow()));
    return means;
  }

  private static String accuracy(SortedMap<Double, Double> of) {
    return String.format(Locale.ROOT, "%.2f at %s", Prize.best(of), rate(Prize.rate(of)));
  }

  private static String gap(double points) {
    return String.format(Locale.ROOT, "%+.2f", points);
  }

  /// Without the zeros behind.
  private static String rate(double rate) {
    return String.format(Locale.ROOT, "%.4g", rate)
        .replaceFirst("(\\.\\d*?)0+$", "$1")
        .replaceFirst("\\.$", "");
  }
}
