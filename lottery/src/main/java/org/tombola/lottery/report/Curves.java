package org.tombola.lottery.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.tombola.lottery.report.Figure.Line;
import org.tombola.lottery.report.Figure.Mark;
import org.tombola.lottery.train.CurvePoint;

/// Learning curves: loss and accuracy against iterations, averaged over the seeds.
final class Curves {
  static final String CAPTION =
      "Curves are means over the seeds that got so far; bars or thin lines reach from the smallest"
          + " to the largest value. The training loss is the mean over the batches since the point"
          + " before.";

  private Curves() {}

  /// Empty where nothing was evaluated yet.
  static List<Figure> of(NamedRun run) {
    List<RunData.Curve> curves = run.data().curves();
    if (curves.stream().allMatch(curve -> curve.points().isEmpty())) {
      return List.of();
    }
    Line train = line("training", Look.nth(1), curves, CurvePoint::trainLoss);
    Line loss = line("validation", Look.nth(0), curves, point -> point.validation().loss());
    Line accuracy =
        line("validation", Look.nth(0), curves, point -> 100 * point.validation().accuracy());
    return List.of(
        figure(run, "loss", "Loss", "cross-entropy", 0, Double.MAX_VALUE, List.of(loss, train)),
        figure(run, "accuracy", "Validation accuracy", "accuracy (%)", 0, 100, List.of(accuracy)));
  }

  private static Figure figure(
      NamedRun run,
      String name,
      String title,
      String yLabel,
      double floor,
      double ceiling,
      List<Line> lines) {
    var marks = lines.stream().flatMap(line -> line.marks().stream()).toList();
    var ys = new ArrayList<Double>();
    marks.forEach(mark -> ys.addAll(List.of(mark.y().min(), mark.y().max())));
    return new Figure(
        Figure.Kind.CURVE,
        FigureName.of(name, run.name()),
        run.name().isEmpty() ? title : title + " (" + run.name() + ")",
        "iteration",
        yLabel,
        Scale.Linear.covering(marks.stream().map(Mark::x).toList(), 0, 0, Double.MAX_VALUE),
        Scale.Linear.covering(ys, Double.NaN, floor, ceiling),
        lines,
        Optional.empty());
  }

  /// Means over the curves at every iteration that one of them has.
  static Line line(
      String name, Look look, List<RunData.Curve> curves, ToDoubleFunction<CurvePoint> value) {
    var byStep = new TreeMap<Integer, List<Double>>();
    for (RunData.Curve curve : curves) {
      for (CurvePoint point : curve.points()) {
        byStep
            .computeIfAbsent(point.step(), _ -> new ArrayList<>())
            .add(value.applyAsDouble(point));
      }
    }
    var marks = new ArrayList<Mark>();
    byStep.forEach(
        (step, values) ->
            Spread.of(values).ifPresent(spread -> marks.add(new Mark(marks.size(), step, spread))));
    return new Line(name, look, List.copyOf(marks));
  }
}
