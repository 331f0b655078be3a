package org.tombola.lottery.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.tombola.lottery.claim.Measurement;
import org.tombola.lottery.report.Figure.Kind;
import org.tombola.lottery.report.Figure.Line;
import org.tombola.lottery.report.Figure.Mark;

/// Filters of two values as arrows in the unit circle, at the start and at the end of a training:
/// of the first seed's first network, at some levels.
final class ArrowFigures {
  private static final List<String> FILTERS = List.of("w", "u");
  private static final int MOST_LEVELS = 3;

  /// Of the half height of a figure, with some room around the circle.
  private static final double HALF = 1.1;

  private ArrowFigures() {}

  /// Whether these figures show a measurement, so that it needs none of its own.
  static Predicate<Measurement> shownOf(NamedRun run) {
    List<String> names =
        run.data().analyses().stream()
            .filter(m -> m.statistic().equals("end-w"))
            .map(Measurement::analysis)
            .distinct()
            .toList();
    return m -> names.contains(m.analysis());
  }

  /// Empty where nobody asked for filters.
  static List<Figure> of(NamedRun run) {
    List<Measurement> all = run.data().analyses().stream().filter(shownOf(run)).toList();
    var levels = new TreeMap<String, TreeMap<Integer, List<Measurement>>>();
    long seed = all.stream().mapToLong(Measurement::seed).min().orElse(0);
    all.stream()
        .filter(m -> m.seed() == seed)
        .forEach(
            m ->
                levels
                    .computeIfAbsent(m.analysis() + " " + m.arm(), _ -> new TreeMap<>())
                    .computeIfAbsent(m.level(), _ -> new ArrayList<>())
                    .add(m));
    var figures = new ArrayList<Figure>();
    levels
        .values()
        .forEach(
            byLevel -> {
              for (int level : LevelCurves.some(List.copyOf(byLevel.keySet()), MOST_LEVELS)) {
                List<Measurement> its = byLevel.getOrDefault(level, List.of());
                figures.add(figure(run, its, "start"));
                figures.add(figure(run, its, "end"));
              }
            });
    return figures;
  }

  private static Figure figure(NamedRun run, List<Measurement> its, String when) {
    var lines = new ArrayList<Line>();
    for (String filter : FILTERS) {
      var marks = new ArrayList<Mark>();
      its.stream()
          .filter(m -> m.statistic().equals(when + "-" + filter))
          .forEach(
              m ->
                  marks.add(
                      new Mark(
                          marks.size(), m.x(), new Spread(m.value(), m.value(), m.value(), 1))));
      lines.add(new Line(filter, Look.nth(lines.size()), List.copyOf(marks)));
    }
    int count = lines.getFirst().marks().size();
    Measurement any = its.getFirst();
    double wide = HALF * Plot.ASPECT;
    return new Figure(
        Kind.ARROWS,
        FigureName.of(any.analysis(), when, run.name(), any.arm(), "level-" + any.level()),
        "%d pairs of filters at the %s (%s, one network)".formatted(count, when, run.of(any.arm())),
        "first value" + (when.equals("end") ? " / longest of its class" : " / length"),
        "second value",
        Scale.Linear.covering(List.of(-wide, wide), Double.NaN, -wide, wide),
        Scale.Linear.covering(List.of(-HALF, HALF), Double.NaN, -HALF, HALF),
        lines,
        Optional.empty());
  }
}
