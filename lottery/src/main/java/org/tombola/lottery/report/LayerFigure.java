package org.tombola.lottery.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tombola.lottery.report.Figure.Line;
import org.tombola.lottery.report.Figure.Mark;

/// What pruning left of each layer, of the arm with the most levels.
final class LayerFigure {
  private LayerFigure() {}

  /// Empty where nothing is pruned yet.
  static Optional<Figure> of(NamedRun run) {
    Map<String, List<LayerDensity>> arms = run.data().layers();
    return longest(arms)
        .filter(arm -> arms.getOrDefault(arm, List.of()).stream().anyMatch(l -> l.level() > 0))
        .map(arm -> figure(run, arm, arms.getOrDefault(arm, List.of())));
  }

  /// The arm with the most levels, of equals the one that was pruned most, of these the first.
  static Optional<String> longest(Map<String, List<LayerDensity>> arms) {
    return arms.entrySet().stream()
        .filter(arm -> !arm.getValue().isEmpty())
        .max(
            Comparator.comparingInt(
                    (Map.Entry<String, List<LayerDensity>> arm) -> arm.getValue().size())
                .thenComparingInt(arm -> arm.getValue().getLast().level()))
        .map(Map.Entry::getKey);
  }

  private static Figure figure(NamedRun run, String arm, List<LayerDensity> levels) {
    var lines = new ArrayList<Line>();
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
    var shares = Figures.ends(lines);
    return new Figure(
        Figure.Kind.ROUNDS,
        FigureName.of("layer-density", run.name()),
        "Density of each layer (" + run.of("arm " + arm) + ")",
        "weights remaining in the network (%)",
        "weights remaining in the layer (%)",
        Figures.densityAxis(levels.stream().map(LayerDensity::density).toList()),
        Scale.Log.covering(shares.isEmpty() ? List.of(100.0) : shares),
        lines,
        Optional.empty());
  }

  private static Spread single(double value) {
    return new Spread(value, value, value, 1);
  }
}
