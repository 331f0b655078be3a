package org.tombola.lottery.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.tombola.lottery.report.Figure.Line;
import org.tombola.lottery.report.Figure.Mark;

/// The accuracy of arms under one another at the densities where many of them meet, which lie on
/// top of each other in a figure against density.
final class ArmFigures {
  /// Arms that can be told apart in the other figures.
  private static final int FEW = 3;

  private static final int MOST_LEVELS = 3;

  /// Relative difference up to which two densities are one.
  private static final double SAME = 0.02;

  private final NamedRun run;
  private final Summary summary;

  private ArmFigures(NamedRun run) {
    this.run = run;
    this.summary = Summary.of(run.data().rows());
  }

  /// Empty where no level has many arms.
  static Optional<Figure> of(NamedRun run) {
    return new ArmFigures(run).figure();
  }

  private Optional<Figure> figure() {
    List<Integer> levels = levels();
    List<String> arms =
        summary.lines().stream()
            .filter(arm -> levels.stream().anyMatch(level -> at(arm, level).isPresent()))
            .toList();
    if (arms.isEmpty()) {
      return Optional.empty();
    }
    var lines = new ArrayList<Line>();
    for (int level : levels) {
      var marks = new ArrayList<Mark>();
      for (int i = 0; i < arms.size(); i++) {
        int row = i;
        at(arms.get(i), level)
            .flatMap(point -> point.spread(Metric.TEST_ACCURACY))
            .ifPresent(s -> marks.add(new Mark(level, row, s.times(100))));
      }
      lines.add(new Line(name(level), Look.nth(lines.size()), List.copyOf(marks)));
    }
    boolean training = run.data().isTraining();
    var reference =
        training
            ? Optional.<Figure.Reference>empty()
            : Figures.reference(Metric.TEST_ACCURACY, List.of(run));
    var values = new ArrayList<>(Figures.ends(lines));
    reference.ifPresent(r -> values.add(r.y()));
    return Optional.of(
        new Figure(
            Figure.Kind.DOTS,
            FigureName.of("arms", run.name()),
            run.name().isEmpty() ? "Accuracy of each arm" : "Accuracy of each arm of " + run.name(),
            "arm",
            Metric.TEST_ACCURACY.axis(),
            new Scale.Groups(
                arms.stream().map(arm -> training ? Summary.atStart(arm) : arm).toList()),
            Scale.Linear.covering(values, Double.NaN, 0, 100),
            lines,
            reference));
  }

  /// Those with the most arms, densest first; of equals the densest.
  private List<Integer> levels() {
    return summary.lines().stream()
        .flatMap(arm -> summary.points(arm).stream())
        .map(Summary.Point::level)
        .filter(level -> run.data().isTraining() || level > 0)
        .distinct()
        .sorted()
        .filter(level -> count(level) > (run.data().isTraining() ? 1 : FEW))
        .sorted(Comparator.comparing(this::count, Comparator.reverseOrder()))
        .limit(MOST_LEVELS)
        .sorted()
        .toList();
  }

  private int count(int level) {
    return (int) summary.lines().stream().filter(arm -> at(arm, level).isPresent()).count();
  }

  private Optional<Summary.Point> at(String arm, int level) {
    return summary.points(arm).stream()
        .filter(point -> point.level() == level)
        .filter(point -> point.spread(Metric.TEST_ACCURACY).isPresent())
        .findFirst();
  }

  /// Its density if all arms have one there.
  private String name(int level) {
    var densities =
        summary.lines().stream()
            .flatMap(arm -> at(arm, level).stream())
            .mapToDouble(Summary.Point::density)
            .summaryStatistics();
    return densities.getMax() <= (1 + SAME) * densities.getMin()
        ? Scale.percent(100 * densities.getAverage()) + " %"
        : "round " + level;
  }
}
