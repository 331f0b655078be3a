package org.tombola.lottery.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tombola.lottery.report.Figure.Line;
import org.tombola.lottery.report.Figure.Mark;

/// The figures of a report, made from the averages.
///
/// Those about pruning share the x axis of Frankle and Carbin: weights remaining, logarithmic and
/// decreasing, so that every pruning round is one step to the right.
final class Figures {
  static final String DENSITY = "weights remaining (%)";

  private Figures() {}

  /// What pruning did, of one or several runs; then learning curves, layers and analyses.
  static List<Figure> of(List<NamedRun> runs) {
    var figures = new ArrayList<Figure>();
    List<NamedRun> pruned = runs.stream().filter(run -> !run.data().isTraining()).toList();
    if (pruned.stream().anyMatch(run -> !run.data().rows().isEmpty())) {
      if (pruned.stream()
          .flatMap(run -> run.data().rows().stream())
          .anyMatch(ResultRow::stopsEarly)) {
        figures.add(overDensity("early-stop-accuracy", Metric.EARLY_STOP_ACCURACY, pruned));
        figures.add(overDensity("early-stop-iteration", Metric.EARLY_STOP_STEP, pruned));
      }
      figures.add(overDensity("test-accuracy", Metric.TEST_ACCURACY, pruned));
      figures.add(overDensity("training-seconds", Metric.SECONDS, pruned));
    }
    runs.forEach(run -> ArmFigures.of(run).ifPresent(figures::add));
    figures.addAll(FamilyFigures.of(runs));
    runs.forEach(run -> figures.addAll(DissectionFigures.of(run)));
    runs.forEach(run -> figures.addAll(DecayFigures.of(run)));
    runs.forEach(run -> figures.addAll(RoundFigures.of(run)));
    runs.forEach(run -> figures.addAll(JointFigures.of(run)));
    runs.forEach(run -> figures.addAll(PatternFigures.of(run)));
    runs.forEach(run -> figures.addAll(ArrowFigures.of(run)));
    runs.forEach(run -> figures.addAll(MapFigures.of(run)));
    figures.addAll(AnalysisFigures.of(runs));
    for (NamedRun run : runs) {
      if (run.data().isTraining()) {
        figures.addAll(Curves.of(run));
      } else {
        figures.addAll(RetrainFigures.of(run));
        LayerFigure.of(run).ifPresent(figures::add);
        figures.addAll(LevelCurves.of(run));
      }
    }
    return unique(figures);
  }

  /// No two figures are written to the same files.
  private static List<Figure> unique(List<Figure> figures) {
    var taken = new HashSet<String>();
    return figures.stream()
        .map(
            figure -> {
              String name = figure.name();
              for (int i = 2; !taken.add(name); i++) {
                name = figure.name() + "-" + i;
              }
              return figure.named(name);
            })
        .toList();
  }

  private static Figure overDensity(String name, Metric metric, List<NamedRun> runs) {
    var lines = new ArrayList<Line>();
    var densities = new ArrayList<Double>();
    for (int i = 0; i < runs.size(); i++) {
      var summary = Summary.of(runs.get(i).data().rows());
      densities.addAll(summary.densities());
      int index = 0;
      boolean any = summary.lines().stream().anyMatch(arm -> isPruned(summary.points(arm)));
      for (String arm : summary.lines()) {
        var marks = marks(summary.points(arm), metric);
        boolean drawn = !any || arm.equals(Summary.TICKET) || isPruned(summary.points(arm));
        if (drawn && !marks.isEmpty()) {
          lines.add(new Line(runs.get(i).of(arm), Look.of(arm, index).ofRun(i), marks));
        }
        index++;
      }
    }
    return new Figure(
        Figure.Kind.ROUNDS,
        name,
        metric.title(),
        DENSITY,
        metric.axis(),
        densityAxis(densities),
        yAxis(metric, lines, reference(metric, runs)),
        lines,
        reference(metric, runs));
  }

  /// Arms that are only trained densely, for others to be pruned from, are no curve; beside curves
  /// their points would stretch the axis. The ticket's are the dense network's.
  private static boolean isPruned(List<Summary.Point> points) {
    return points.stream().anyMatch(point -> point.level() > 0);
  }

  /// One run's dense network; in a comparison the first points of the lines say it.
  static Optional<Figure.Reference> reference(Metric metric, List<NamedRun> runs) {
    return runs.size() > 1
        ? Optional.empty()
        : Summary.of(runs.getFirst().data().rows())
            .dense()
            .flatMap(point -> point.spread(metric))
            .map(s -> new Figure.Reference("dense (mean)", s.mean() * metric.scale()));
  }

  private static Scale yAxis(
      Metric metric, List<Line> lines, Optional<Figure.Reference> reference) {
    var values =
        Stream.concat(ends(lines).stream(), reference.stream().map(Figure.Reference::y)).toList();
    return metric.isFraction()
        ? Scale.Linear.covering(values, Double.NaN, 0, 100)
        : Scale.Linear.covering(values, 0, 0, Double.MAX_VALUE);
  }

  private static List<Mark> marks(List<Summary.Point> points, Metric metric) {
    return points.stream()
        .filter(p -> p.spread(metric).isPresent())
        .map(
            p ->
                new Mark(
                    p.level(),
                    p.density() * 100,
                    p.spread(metric).orElseThrow().times(metric.scale())))
        .toList();
  }

  /// What the y axis must reach.
  static List<Double> ends(List<Line> lines) {
    return lines.stream()
        .flatMap(line -> line.marks().stream())
        .flatMap(mark -> Stream.of(mark.y().min(), mark.y().max()))
        .toList();
  }

  /// @param densities fractions, in any order; those of the same round in several runs make one
  ///   tick
  static Scale densityAxis(List<Double> densities) {
    var ticks = new ArrayList<Double>();
    for (double density : densities.stream().sorted(Comparator.reverseOrder()).toList()) {
      if (ticks.isEmpty() || density < 0.98 * ticks.getLast() / 100) {
        ticks.add(density * 100);
      }
    }
    return Scale.Log.through(ticks);
  }
}
