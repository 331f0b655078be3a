package org.tombola.lottery.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tombola.lottery.claim.Measurement;
import org.tombola.lottery.report.Figure.Kind;
import org.tombola.lottery.report.Figure.Line;
import org.tombola.lottery.report.Figure.Mark;

/// What lies between the solutions of pruning rounds, as heat maps of round against round: one a
/// statistic and arm, means over seeds.
final class RoundFigures {
  private static final String FROM_ROUND = "-from-round";

  private RoundFigures() {}

  /// Whether these figures show a statistic, so that it needs none of its own.
  static boolean shows(Measurement m) {
    return m.statistic().endsWith(FROM_ROUND);
  }

  private record Key(String analysis, String statistic, String arm) {}

  /// Empty where no rounds were compared.
  static List<Figure> of(NamedRun run) {
    var values = new LinkedHashMap<Key, List<Measurement>>();
    run.data().analyses().stream()
        .filter(RoundFigures::shows)
        .filter(m -> Double.isFinite(m.value()))
        .forEach(
            m ->
                values
                    .computeIfAbsent(
                        new Key(m.analysis(), m.statistic(), m.arm()), _ -> new ArrayList<>())
                    .add(m));
    var figures = new ArrayList<Figure>();
    values.forEach((key, its) -> figures.add(figure(key, run, its, scale(key, values.values()))));
    return figures;
  }

  /// All arms have the same colours.
  private static Scale scale(Key key, Iterable<List<Measurement>> all) {
    var values = new ArrayList<Double>();
    for (List<Measurement> some : all) {
      some.stream()
          .filter(m -> m.statistic().equals(key.statistic()))
          .filter(m -> m.analysis().equals(key.analysis()))
          .map(Measurement::value)
          .forEach(values::add);
    }
    return Scale.Linear.covering(values, 0, 0, Double.MAX_VALUE);
  }

  private static Figure figure(Key key, NamedRun run, List<Measurement> its, Scale scale) {
    var columns = new ArrayList<>(new TreeSet<>(its.stream().map(Measurement::x).toList()));
    var rows = new TreeMap<Integer, TreeMap<Double, List<Double>>>();
    for (Measurement m : its) {
      rows.computeIfAbsent(m.level(), _ -> new TreeMap<>())
          .computeIfAbsent(m.x(), _ -> new ArrayList<>())
          .add(m.value());
    }
    var lines = new ArrayList<Line>();
    rows.forEach(
        (level, byRound) -> {
          var marks = new ArrayList<Mark>();
          byRound.forEach(
              (round, values) ->
                  Spread.of(values)
                      .ifPresent(y -> marks.add(new Mark(level, columns.indexOf(round), y))));
          lines.add(new Line(level.toString(), Look.nth(0), List.copyOf(marks)));
        });
    String what = key.statistic().replace(FROM_ROUND, "").replace('-', ' ');
    var names = columns.stream().map(x -> String.format(Locale.ROOT, "%.0f", x)).toList();
    return new Figure(
        Kind.CELLS,
        FigureName.of(key.analysis(), what, run.of(key.arm())),
        "%s between rounds: %s".formatted(title(what), run.of(key.arm())),
        "earlier round (0 is dense)",
        "round",
        new Scale.Groups(names),
        scale,
        lines,
        Optional.empty());
  }

  private static String title(String what) {
    return what.substring(0, 1).toUpperCase(Locale.ROOT) + what.substring(1);
  }
}
