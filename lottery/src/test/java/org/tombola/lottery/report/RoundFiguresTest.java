package org.tombola.lottery.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tombola.lottery.claim.Measurement;

class RoundFiguresTest {
  /// Rounds 1 to 3 of one arm, two seeds: between rounds i and j a barrier of j − i, and 1 more in
  /// the second seed.
  private static NamedRun run() {
    var all = new ArrayList<Measurement>();
    for (int seed = 0; seed < 2; seed++) {
      for (int level = 1; level <= 3; level++) {
        for (int from = 0; from < level; from++) {
          all.add(of("barrier-from-round", seed, level, from, level - from + seed));
        }
        all.add(of("barrier-to-previous", seed, level, Double.NaN, 1 + seed));
      }
    }
    return new NamedRun("", Rows.run(List.of(), all, Optional.empty()));
  }

  private static Measurement of(String statistic, int seed, int level, double x, double value) {
    return new Measurement(
        "rounds", statistic, "ticket", seed, level, Math.pow(0.8, level), x, value);
  }

  @Test
  void a_row_a_round_and_a_column_an_earlier_one() {
    List<Figure> figures = Figures.of(List.of(run()));
    assertEquals(
        List.of("rounds-barrier-ticket", "rounds-barrier-to-previous-density"),
        figures.stream().map(Figure::name).toList());
    Figure map = figures.getFirst();
    assertEquals(List.of("1", "2", "3"), map.lines().stream().map(Figure.Line::name).toList());
    assertEquals(List.of("0", "1", "2"), map.x().ticks().stream().map(Scale.Tick::label).toList());
    Figure.Mark corner = map.lines().getLast().marks().getFirst();
    assertEquals(0, corner.x());
    assertEquals(new Spread(3.5, 3, 4, 2), corner.y());
    assertEquals(1, map.lines().getFirst().marks().size());
  }

  @Test
  void cells_are_drawn_with_their_numbers_and_stand_still_on_the_page() {
    Figure map = RoundFigures.of(run()).getFirst();
    var canvas = new SvgCanvas(Plot.WIDTH, Plot.HEIGHT, map.title(), "");
    Plot.draw(map, canvas);
    String svg = canvas.toString();
    assertTrue(svg.contains("<title>3, 0: mean 3.50, 3.00 to 4.00 over 2 seeds</title>"), svg);
    assertTrue(svg.contains(">3.50</text>"), svg);
    assertTrue(svg.contains(">earlier round (0 is dense)</text>"), svg);
    assertEquals("[]", Chart.json(List.of(map)));
    assertFalse(Page.of(List.of(run()), List.of(map), List.of(svg)).contains("live-rounds"));
  }

  @Test
  void a_higher_value_is_darker() {
    double before = 256;
    for (double share = 0; share <= 1; share += 0.125) {
      int rgb = Integer.decode(HeatMap.colour(share));
      double light = 0.3 * (rgb >> 16) + 0.59 * ((rgb >> 8) & 255) + 0.11 * (rgb & 255);
      assertTrue(light < before, "share " + share);
      before = light;
    }
  }
}
