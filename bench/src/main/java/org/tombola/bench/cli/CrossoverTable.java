package org.tombola.bench.cli;

import java.util.ArrayList;
import java.util.List;
import org.tombola.bench.crossover.Curve;

/// A table of curves: what sparse kernels gain at each density, where they begin to, and where the
/// backend begins to use them.
final class CrossoverTable {
  private CrossoverTable() {}

  static String text(List<Double> densities, List<Curve> curves) {
    List<String> columns = new ArrayList<>(List.of("layer", "direction", "dense µs"));
    densities.forEach(density -> columns.add("× at " + Markdown.percent(density)));
    columns.add("faster below");
    columns.add("chosen below");
    Markdown table = new Markdown(columns.toArray(String[]::new));
    for (Curve curve : curves) {
      List<String> cells = new ArrayList<>();
      cells.add("" + curve.layer());
      cells.add("" + curve.direction());
      cells.add(Markdown.number(curve.dense() * 1e6));
      for (int i = 0; i < densities.size(); i++) {
        cells.add(Markdown.number(curve.speedUp(i)));
      }
      cells.add(density(curve.crossing()));
      cells.add(density(curve.rule()));
      table.row(cells.toArray(String[]::new));
    }
    return table.text();
  }

  private static String density(double density) {
    return density >= 1 ? "any" : density <= 0 ? "none" : Markdown.percent(density);
  }
}
