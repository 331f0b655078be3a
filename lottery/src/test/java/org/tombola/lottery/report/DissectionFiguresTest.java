package org.tombola.lottery.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tombola.lottery.claim.Measurement;

class DissectionFiguresTest {
  /// Two seeds of a dense network with 40 and 20 interpretable units, and an arm that has half of
  /// them at level 3 and none at level 6.
  private static List<Measurement> dissected() {
    var found = new ArrayList<Measurement>();
    for (int seed = 0; seed < 2; seed++) {
      double units = 40 - 20 * seed;
      add(found, "ticket", seed, 0, units, 8, 90);
      add(found, "rewound", seed, 3, units / 2, 8, 81);
      add(found, "rewound", seed, 6, 0, 0, 45);
    }
    return found;
  }

  private static void add(
      List<Measurement> to,
      String arm,
      int seed,
      int level,
      double units,
      double concepts,
      double accuracy) {
    List<String> statistics =
        List.of(
            "units",
            "interpretable-units",
            "interpretable-share",
            "unique-concepts",
            "interpretable-shape",
            "unique-shape",
            "interpretable-colour",
            "unique-colour",
            "test-accuracy");
    double[] values = {
      64, units, units / 0.64, concepts, 0.75 * units, 4, 0.25 * units, 4, accuracy
    };
    for (int i = 0; i < values.length; i++) {
      double density = Math.pow(0.8, level);
      to.add(
          new Measurement(
              "dissect", statistics.get(i), arm, seed, level, density, Double.NaN, values[i]));
    }
  }

  private static NamedRun run() {
    return new NamedRun("", Rows.run(List.of(), dissected(), Optional.empty()));
  }

  @Test
  void units_and_accuracy_are_shown_beside_each_other_as_parts_of_the_dense_networks() {
    Figure figure = DissectionFigures.of(run()).getFirst();
    assertEquals("dissect-beside-accuracy-rewound", figure.name());
    assertEquals(Figure.Kind.ROUNDS, figure.kind());
    assertEquals(
        List.of("interpretable units", "unique concepts", "test accuracy"),
        figure.lines().stream().map(Figure.Line::name).toList());
    assertEquals(List.of(100.0, 50.0, 0.0), means(figure.lines().getFirst()));
    assertEquals(List.of(100.0, 90.0, 50.0), means(figure.lines().getLast()));
    // Seed by seed: 20 of 40 and 10 of 20 are the same part.
    assertEquals(new Spread(50, 50, 50, 2), figure.lines().getFirst().marks().get(1).y());
    assertEquals(
        List.of(0, 1, 2),
        figure.lines().getFirst().marks().stream().map(Figure.Mark::level).toList());
  }

  @Test
  void units_of_each_category_are_bars_a_density_each() {
    Figure figure = DissectionFigures.of(run()).getLast();
    assertEquals("dissect-by-category-rewound", figure.name());
    assertEquals(Figure.Kind.BARS, figure.kind());
    assertEquals(new Scale.Groups(List.of("shape", "colour")), figure.x());
    assertEquals(
        List.of("100 %", "51.2 %", "26.2 %"),
        figure.lines().stream().map(Figure.Line::name).toList());
    assertEquals(List.of(22.5, 7.5), means(figure.lines().getFirst()));
    assertEquals(List.of(11.25, 3.75), means(figure.lines().get(1)));
    String json = Chart.json(List.of(figure));
    assertTrue(json.contains("\"names\":[\"shape\",\"colour\"]"), json);
    assertTrue(json.contains("\"kind\":\"bars\""), json);
  }

  @Test
  void a_bar_reaches_from_zero_to_its_mean_within_its_group() {
    Figure figure = DissectionFigures.of(run()).getLast();
    var canvas = new SvgCanvas(Plot.WIDTH, Plot.HEIGHT, "t", "d");
    Plot.draw(figure, canvas);
    String svg = canvas.toString();
    assertTrue(svg.contains("100 %, shape: mean 22.50, 15.00 to 30.00 over 2 seeds"), svg);
    assertTrue(svg.contains("26.2 %, colour: mean 0.00"), svg);
    assertTrue(svg.contains(">colour</text>"), svg);
  }

  @Test
  void what_they_show_gets_no_figure_of_its_own() {
    List<String> names = AnalysisFigures.of(List.of(run())).stream().map(Figure::name).toList();
    assertEquals(
        List.of(
            "dissect-interpretable-units-density",
            "dissect-unique-concepts-density",
            "dissect-test-accuracy-density"),
        names);
    assertEquals(
        List.of(),
        DissectionFigures.of(new NamedRun("", Rows.run(List.of(), List.of(), Optional.empty()))));
  }

  private static List<Double> means(Figure.Line line) {
    return line.marks().stream().map(mark -> mark.y().mean()).toList();
  }
}
