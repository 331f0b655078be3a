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
    List<Line> loss = byArm(run, curves, point -> point.validation().loss());
    if (loss.size() == 1) {
      loss = List.of(loss.getFirst(), line("training", Look.nth(1), curves, CurvePoint::trainLoss));
    }
    return List.of(
        figure(run, "loss", "Loss", "cross-entropy", 0, Double.MAX_VALUE, loss),
        figure(
            run,
            "accuracy",
            "Validation accuracy",
            "accuracy (%)",
            0,
            100,
            byArm(run, curves, point -> 100 * point.validation().accuracy())));
  }

  /// What was validated: a line an arm.
  private static List<Line> byArm(
      NamedRun run, List<RunData.Curve> curves, ToDoubleFunction<CurvePoint> value) {
    var arms = new ArrayList<>(Summary.of(run.data().rows()).lines());
    curves.stream().map(RunData.Curve::arm).filter(arm -> !arms.contains(arm)).forEach(arms::add);
    if (arms.size() == 1) {
      return List.of(line("validation", Look.nth(0), curves, value));
    }
    var lines = new ArrayList<Line>();
    for (String arm : arms) {
      var its = curves.stream().filter(curve -> curve.arm().equals(arm)).toList();
      if (!its.isEmpty()) {
        lines.add(line(Summary.atStart(arm), Look.of(arm, lines.size()), its, value));
      }
    }
    return lines;
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
