package org.tombola.lottery.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.tombola.lottery.claim.Measurement;
import org.tombola.lottery.report.Figure.Kind;
import org.tombola.lottery.report.Figure.Line;
import org.tombola.lottery.report.Figure.Mark;

/// Where trainings start and end, as points on a map whose distances are those of the networks: of
/// the first seed, a figure an analysis and level. Arms that differ in a number at the end of their
/// names, `lt`, `lt-2`, `lt-3`, have one colour.
final class MapFigures {
  private static final String SHARE = "share-in-the-plane";

  /// Around the outermost points.
  private static final double ROOM = 1.1;

  private MapFigures() {}

  /// Whether these figures show a measurement, so that it needs none of its own.
  static Predicate<Measurement> shownOf(NamedRun run) {
    List<String> names =
        run.data().analyses().stream()
            .filter(m -> m.statistic().equals(SHARE))
            .map(Measurement::analysis)
            .distinct()
            .toList();
    return m -> names.contains(m.analysis());
  }

  /// Empty where nobody asked for a map.
  static List<Figure> of(NamedRun run) {
    var maps = new LinkedHashMap<String, List<Measurement>>();
    List<Measurement> all = run.data().analyses().stream().filter(shownOf(run)).toList();
    long seed = all.stream().mapToLong(Measurement::seed).min().orElse(0);
    for (Measurement m : all) {
      if (m.seed() == seed) {
        String name = FigureName.of(run.name(), m.analysis(), "level-" + m.level());
        maps.computeIfAbsent(name, _ -> new ArrayList<>()).add(m);
      }
    }
    var figures = new ArrayList<Figure>();
    maps.forEach((name, its) -> figures.add(figure(run, name, its)));
    return figures;
  }

  private static Figure figure(NamedRun run, String name, List<Measurement> its) {
    var groups = new LinkedHashMap<String, List<Mark>>();
    double share = Double.NaN;
    double half = 0;
    for (Measurement m : its) {
      if (m.statistic().equals(SHARE)) {
        share = m.value();
      } else {
        var marks = groups.computeIfAbsent(group(m.statistic()), _ -> new ArrayList<>());
        var y = new Spread(m.value(), m.value(), m.value(), 1);
        marks.add(new Mark(marks.size(), m.x(), y));
        half = Math.max(half, Math.max(Math.abs(m.value()), Math.abs(m.x()) / Plot.ASPECT));
      }
    }
    var colours = new ArrayList<String>();
    var lines = new ArrayList<Line>();
    groups.forEach(
        (group, marks) -> {
          String arm = group.substring(0, group.lastIndexOf(' '));
          if (!colours.contains(arm)) {
            colours.add(arm);
          }
          Look look = Look.nth(colours.indexOf(arm)).marked(Look.nth(lines.size()).marker());
          lines.add(new Line(run.of(group), look, List.copyOf(marks)));
        });
    double high = half == 0 ? 1 : ROOM * half;
    double wide = high * Plot.ASPECT;
    return new Figure(
        Kind.POINTS,
        name,
        "Starts and ends of trainings (%.0f %% in the plane)".formatted(share),
        "first coordinate (distances are L2)",
        "second coordinate",
        Scale.Linear.covering(List.of(-wide, wide), Double.NaN, -wide, wide),
        Scale.Linear.covering(List.of(-high, high), Double.NaN, -high, high),
        lines,
        Optional.empty());
  }

  /// `start-of-lt-2` is of the group `lt start`.
  private static String group(String statistic) {
    String[] parts = statistic.split("-of-", 2);
    return parts[parts.length - 1].replaceAll("-[0-9]+$", "") + " " + parts[0];
  }
}
