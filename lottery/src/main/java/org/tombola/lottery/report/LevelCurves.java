package org.tombola.lottery.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.tombola.lottery.report.Figure.Line;
import org.tombola.lottery.report.Figure.Mark;

/// Learning curves of pruned networks: validation accuracy against iterations, a figure an arm and
/// a line a level, as figure 3 of Frankle and Carbin has it. Arms that were pruned to one and the
/// same density share a figure, the dense network's curve with them. What was evaluated once has no
/// curve.
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

  /// The curves of one arm at one level.
  private record Training(String arm, Summary.Point point, List<RunData.Curve> curves) {
    boolean isDense() {
      return point.level() == 0;
    }

    String density() {
      return Scale.percent(100 * point.density()) + " %";
    }
  }

  private record Entry(String name, Training training, Look look) {}

  static List<Figure> of(NamedRun run) {
    List<List<Training>> arms = arms(run);
    var alone = new TreeMap<String, List<Training>>(); // pruned once, by density
    for (List<Training> arm : arms) {
      if (arm.size() == 1 && !arm.getFirst().isDense()) {
        alone.computeIfAbsent(arm.getFirst().density(), _ -> new ArrayList<>()).add(arm.getFirst());
      }
    }
    alone.values().removeIf(sharing -> sharing.size() == 1);
    var dense = arms.stream().flatMap(List::stream).filter(Training::isDense).limit(1).toList();
    var shared = new HashSet<Training>();
    alone.values().forEach(shared::addAll);
    if (!shared.isEmpty()) {
      shared.addAll(dense);
    }
    var figures = new ArrayList<Figure>();
    for (List<Training> arm : arms) {
      if (!shared.containsAll(arm)) {
        figures.add(ofArm(run, arm));
      }
    }
    alone.forEach((density, pruned) -> figures.addAll(joint(run, density, dense, pruned)));
    return figures;
  }

  private static List<List<Training>> arms(NamedRun run) {
    var summary = Summary.of(run.data().rows());
    var arms = new ArrayList<List<Training>>();
    for (String arm : summary.lines()) {
      var levels = new ArrayList<Training>();
      for (Summary.Point point : summary.points(arm)) {
        var curves =
            run.data().curves().stream()
                .filter(curve -> curve.arm().equals(arm) && curve.level() == point.level())
                .filter(curve -> curve.points().size() > 1)
                .toList();
        if (!curves.isEmpty()) {
          levels.add(new Training(arm, point, curves));
        }
      }
      if (!levels.isEmpty()) {
        arms.add(levels);
      }
    }
    return arms;
  }

  private static Figure ofArm(NamedRun run, List<Training> levels) {
    String arm = levels.getFirst().arm();
    List<Training> shown = some(levels, MOST_LINES);
    var entries = new ArrayList<Entry>();
    for (Training level : shown) {
      var look = Look.ordered(entries.size(), shown.size());
      entries.add(new Entry(level.density(), level, look));
    }
    return figure(
        FigureName.of("curves", run.name(), arm),
        "Learning curves (" + run.of("arm " + arm) + ", weights remaining)",
        entries);
  }

  /// As many figures as it takes, each with the dense network first.
  private static List<Figure> joint(
      NamedRun run, String density, List<Training> dense, List<Training> pruned) {
    var figures = new ArrayList<Figure>();
    int each = MOST_LINES - dense.size();
    for (int from = 0; from < pruned.size(); from += each) {
      var entries = new ArrayList<Entry>();
      dense.forEach(d -> entries.add(new Entry(Summary.DENSE, d, Look.of(d.arm(), 0))));
      for (Training one : pruned.subList(from, Math.min(pruned.size(), from + each))) {
        entries.add(new Entry(run.of(one.arm()), one, Look.nth(entries.size())));
      }
      String part = pruned.size() > each ? ", part " + (from / each + 1) : "";
      figures.add(
          figure(
              FigureName.of("curves", run.name(), density, part),
              "Learning curves (" + run.of(density + " of the weights") + part + ")",
              entries));
    }
    return figures;
  }

  private static Figure figure(String name, String title, List<Entry> entries) {
    var whole =
        entries.stream()
            .map(
                e ->
                    Curves.line(
                        e.name(),
                        e.look(),
                        e.training().curves(),
                        point -> 100 * point.validation().accuracy()))
            .toList();
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
        name,
        title,
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
