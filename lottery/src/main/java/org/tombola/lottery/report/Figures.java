package org.tombola.lottery.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.tombola.lottery.report.Figure.Line;
import org.tombola.lottery.report.Figure.Mark;

/// The figures of a report, made from the averages.
///
/// All share the x axis of Frankle and Carbin: weights remaining, logarithmic and decreasing, so
/// that every pruning round is one step to the right.
final class Figures {
  private static final String X_LABEL = "weights remaining (%)";

  private Figures() {}

  /// Of a run: its learning curves if nothing is pruned, otherwise what pruning did.
  static List<Figure> of(RunData run) {
    return run.isTraining() ? Curves.of(run.curves()) : of(Summary.of(run.rows()), run.layers());
  }

  /// Empty where nothing is finished yet.
  static List<Figure> of(Summary summary, SequencedMap<String, List<LayerDensity>> layers) {
    var figures = new ArrayList<Figure>();
    if (!summary.arms().isEmpty()) {
      figures.add(overDensity("early-stop-accuracy", Metric.EARLY_STOP_ACCURACY, summary));
      figures.add(overDensity("early-stop-iteration", Metric.EARLY_STOP_STEP, summary));
      figures.add(overDensity("test-accuracy", Metric.TEST_ACCURACY, summary));
    }
    layers.entrySet().stream().findFirst().map(Figures::perLayer).ifPresent(figures::add);
    return List.copyOf(figures);
  }

  private static Figure overDensity(String name, Metric metric, Summary summary) {
    var lines = new ArrayList<Line>();
    for (String arm : summary.lines()) {
      var marks = marks(summary.points(arm), metric);
      if (!marks.isEmpty()) {
        lines.add(new Line(arm, Look.of(arm, lines.size()), marks));
      }
    }
    var reference =
        summary
            .dense()
            .flatMap(p -> p.spread(metric))
            .map(s -> new Figure.Reference("dense (mean)", s.mean() * metric.scale()));
    var values =
        Stream.concat(
                lines.stream()
                    .flatMap(l -> l.marks().stream())
                    .flatMap(m -> Stream.of(m.y().min(), m.y().max())),
                reference.stream().map(Figure.Reference::y))
            .toList();
    Scale y =
        metric.isFraction()
            ? Scale.Linear.covering(values, Double.NaN, 0, 100)
            : Scale.Linear.covering(values, 0, 0, Double.MAX_VALUE);
    return new Figure(
        Figure.Kind.ROUNDS,
        name,
        metric.title(),
        X_LABEL,
        metric.axis(),
        xAxis(summary.densities()),
        y,
        lines,
        reference);
  }

  private static List<Mark> marks(List<Summary.Point> points, Metric metric) {
    return points.stream()
        .filter(p -> p.spread(metric).isPresent() && p.density() > 0)
        .map(
            p ->
                new Mark(
                    p.level(),
                    p.density() * 100,
                    p.spread(metric).orElseThrow().times(metric.scale())))
        .toList();
  }

  private static Figure perLayer(Map.Entry<String, List<LayerDensity>> arm) {
    var lines = new ArrayList<Line>();
    List<LayerDensity> levels = arm.getValue();
    for (String layer : levels.getFirst().layers().keySet()) {
      var marks =
          levels.stream()
              .flatMap(
                  l ->
                      Optional.ofNullable(l.layers().get(layer))
                          .filter(d -> d > 0)
                          .map(d -> new Mark(l.level(), l.density() * 100, single(d * 100)))
                          .stream())
              .toList();
      lines.add(new Line(layer, Look.nth(lines.size()), marks));
    }
    var shares =
        lines.stream().map(Line::marks).flatMap(Collection::stream).map(m -> m.y().mean()).toList();
    var densities = levels.stream().map(LayerDensity::density).toList();
    return new Figure(
        Figure.Kind.ROUNDS,
        "layer-density",
        "Density of each layer (arm " + arm.getKey() + ")",
        "weights remaining in the network (%)",
        "weights remaining in the layer (%)",
        xAxis(densities),
        Scale.Log.covering(shares.isEmpty() ? List.of(100.0) : shares),
        lines,
        Optional.empty());
  }

  private static Spread single(double value) {
    return new Spread(value, value, value, 1);
  }

  private static Scale xAxis(List<Double> densities) {
    return Scale.Log.through(densities.stream().filter(d -> d > 0).map(d -> d * 100).toList());
  }
}
