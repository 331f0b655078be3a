package org.tombola.lottery.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tombola.lottery.claim.Measurement;

class PatternFiguresTest {
  private static final double NONE = Double.NaN;

  private static Measurement of(String of, String what, int seed, int level, double x, double y) {
    return new Measurement(of, what, "gamma-8", seed, level, level == 0 ? 1 : 0.5, x, y);
  }

  private static NamedRun run() {
    var all = new ArrayList<Measurement>();
    for (int seed = 0; seed < 2; seed++) {
      for (int level = 0; level < 2; level++) {
        all.add(of("patterns", "units", seed, level, NONE, level == 0 ? 4 : 2));
        all.add(of("patterns", "exact", seed, level, NONE, 60 - 20 * level + 10 * seed));
        for (int set = 1; set <= 15; set++) {
          all.add(of("patterns", "wrong", seed, level, set, set));
        }
        all.add(of("filters", "start-w", seed, level, 0.6, 0.8));
        all.add(of("filters", "start-w", seed, level, 0.6, -0.8));
        all.add(of("filters", "end-w", seed, level, 1, 0));
      }
    }
    return new NamedRun("", Rows.run(List.of(), all, Optional.empty()));
  }

  @Test
  void statistics_are_over_units_and_sets_are_bars() {
    List<Figure> figures = Figures.of(List.of(run()));
    assertEquals(
        List.of(
            "patterns-exact",
            "patterns-wrong-gamma-8",
            "filters-start-gamma-8-level-0",
            "filters-end-gamma-8-level-0",
            "filters-start-gamma-8-level-1",
            "filters-end-gamma-8-level-1"),
        figures.stream().map(Figure::name).toList());
    Figure exact = figures.getFirst();
    assertTrue(exact.x() instanceof Scale.Log);
    List<Figure.Mark> marks = exact.lines().getFirst().marks();
    assertEquals(List.of(2.0, 4.0), marks.stream().map(Figure.Mark::x).toList());
    assertEquals(new Spread(45, 40, 50, 2), marks.getFirst().y());
    Figure wrong = figures.get(1);
    assertEquals(Figure.Kind.BARS, wrong.kind());
    assertEquals("124", wrong.x().ticks().get(10).label());
    assertEquals(List.of("k = 2", "k = 4"), wrong.lines().stream().map(Figure.Line::name).toList());
    assertEquals(11, wrong.lines().getFirst().marks().get(10).y().mean());
  }

  /// Of the first seed: two filters of one direction would be two arrows.
  @Test
  void filters_are_arrows_in_a_round_circle() {
    Figure start = ArrowFigures.of(run()).getFirst();
    assertEquals(Figure.Kind.ARROWS, start.kind());
    assertEquals(2, start.lines().getFirst().marks().size());
    var canvas = new SvgCanvas(Plot.WIDTH, Plot.HEIGHT, "t", "d");
    Plot.draw(start, canvas);
    String svg = canvas.toString();
    assertEquals(2 + 2, svg.split("<polygon", -1).length - 1, "in the legend, and heads of arrows");
    double[] circle = circle(svg);
    assertEquals(circle[0], circle[1], 0.5, "as wide as high");
  }

  /// Width and height of the longest polyline.
  private static double[] circle(String svg) {
    double[] size = new double[2];
    for (String part : svg.split("points=\"", -1)) {
      String[] points = part.substring(0, Math.max(0, part.indexOf('"'))).trim().split("\\s+", -1);
      if (points.length > 50) {
        for (int axis = 0; axis < 2; axis++) {
          int a = axis;
          var values =
              List.of(points).stream()
                  .mapToDouble(p -> Double.parseDouble(p.split(",", -1)[a]))
                  .summaryStatistics();
          size[axis] = values.getMax() - values.getMin();
        }
      }
    }
    return size;
  }
}
