package org.tombola.lottery.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tombola.lottery.report.Figure.Line;
import org.tombola.lottery.report.Figure.Mark;

/// Learning curves of pruned networks: validation accuracy against iterations, a figure an arm and
/// a line a level, as figure 3 of Frankle and Carbin has it.
final class LevelCurves {
  static final String CAPTION =
      "Learning curves are means over the seeds that got so far; thin lines reach from the smallest"
          + " to the largest value. Of many levels some are shown, and a curve begins where it has"
          + " left the lowest tenth of all values behind.";

  private static final int MOST_LINES = 7;
  private static final int MOST_POINTS = 120;
  // Below this part of the evaluations lies the rise from chance, which would flatten the rest.
  private static final double RISE = 0.1;

  private LevelCurves() {}

  static List<Figure> of(NamedRun run) {
    var summary = Summary.of(run.data().rows());
    var figures = new ArrayList<Figure>();
    for (String arm : summary.lines()) {
      var byLevel = new TreeMap<Integer, List<RunData.Curve>>();
      for (RunData.Curve curve : run.data().curves()) {
        if (curve.arm().equals(arm) && !curve.points().isEmpty()) {
          byLevel.computeIfAbsent(curve.level(), _ -> new ArrayList<>()).add(curve);
        }
      }
      var names = new LinkedHashMap<Integer, String>();
      for (Summary.Point point : summary.points(arm)) {
        if (byLevel.containsKey(point.level())) {
          names.put(point.level(), Scale.percent(100 * point.density()) + " %");
        }
      }
      if (!names.isEmpty()) {
        figures.add(figure(run, arm, byLevel, names));
      }
    }
    return figures;
  }

  private static Figure figure(
      NamedRun run,
      String arm,
      SortedMap<Integer, List<RunData.Curve>> curves,
      SequencedMap<Integer, String> names) {
    List<Integer> levels = some(List.copyOf(names.keySet()), MOST_LINES);
    var whole = new ArrayList<Line>();
    for (int level : levels) {
      whole.add(
          Curves.line(
              names.getOrDefault(level, ""),
              Look.ordered(whole.size(), levels.size()),
              curves.getOrDefault(level, List.of()),
              point -> 100 * point.validation().accuracy()));
    }
    var means =
        whole.stream().flatMap(l -> l.marks().stream()).map(m -> m.y().mean()).sorted().toList();
    double floor = means.get((int) (RISE * (means.size() - 1)));
    var lines =
        whole.stream()
            .map(l -> new Line(l.name(), l.look(), risen(some(l.marks(), MOST_POINTS), floor)))
            .filter(l -> !l.marks().isEmpty())
            .toList();
    return new Figure(
        Figure.Kind.CURVE,
        FigureName.of("curves", run.name(), arm),
        "Learning curves (" + run.of("arm " + arm) + ", weights remaining)",
        "iteration",
        "validation accuracy (%)",
        Scale.Linear.covering(
            lines.stream().flatMap(l -> l.marks().stream()).map(Mark::x).toList(),
            0,
            0,
            Double.MAX_VALUE),
        Scale.Linear.covering(Figures.ends(lines), Double.NaN, 0, 100),
        lines,
        Optional.empty());
  }

  /// At most `most` of the elements, evenly chosen, first and last among them.
  static <T> List<T> some(List<T> all, int most) {
    if (all.size() <= most) {
      return all;
    }
    var chosen = new ArrayList<T>();
    for (int i = 0; i < most; i++) {
      chosen.add(all.get(Math.toIntExact(Math.round((double) i * (all.size() - 1) / (most - 1)))));
    }
    return chosen;
  }

  /// From the first mark on whose mean is at least `floor`; numbered anew, so that they are joined.
  private static List<Mark> risen(List<Mark> marks, double floor) {
    var kept = new ArrayList<Mark>();
    for (Mark mark : marks) {
      if (!kept.isEmpty() || mark.y().mean() >= floor) {
        kept.add(new Mark(kept.size(), mark.x(), mark.y()));
      }
    }
    return List.copyOf(kept);
  }
}
