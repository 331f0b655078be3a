package org.tombola.lottery.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tombola.lottery.claim.Measurement;

class DecayFiguresTest {
  private static List<Measurement> measured() {
    var all = new ArrayList<Measurement>();
    for (int seed = 0; seed < 2; seed++) {
      for (int n = 1; n <= 12; n++) {
        all.add(of("log10-imitation-line-search", seed, n, -n - seed));
        all.add(of("log10-imitation-random", seed, n, -Math.log10(n)));
      }
      all.add(of("slope-random", seed, Double.NaN, -1));
    }
    return all;
  }

  private static Measurement of(String statistic, int seed, double x, double value) {
    return new Measurement("decay", statistic, "ticket", seed, 0, 1, x, value);
  }

  @Test
  void a_line_a_way_to_choose_over_both_kinds_of_axis() {
    var run = new NamedRun("", Rows.run(List.of(), measured(), Optional.empty()));
    List<Figure> figures = Figures.of(List.of(run));
    assertEquals(
        List.of("decay-imitation-log", "decay-imitation-log-log"),
        figures.stream().map(Figure::name).toList());
    Figure linear = figures.getFirst();
    assertTrue(linear.x() instanceof Scale.Linear && linear.y() instanceof Scale.Log);
    assertTrue(figures.getLast().x() instanceof Scale.Log);
    assertEquals(
        List.of("line search", "random"), linear.lines().stream().map(Figure.Line::name).toList());
    Spread third = linear.lines().getFirst().marks().get(2).y();
    assertEquals(Math.pow(10, -3.5), third.mean(), 1e-9, "geometric");
    assertEquals(1e-4, third.min(), 1e-9);
    assertEquals(1e-3, third.max(), 1e-9);
  }

  @Test
  void an_axis_of_many_decades_has_some_powers_of_ten() {
    List<String> labels =
        Scale.Log.covering(List.of(2e-13, 5.0)).ticks().stream().map(Scale.Tick::label).toList();
    assertEquals(List.of("1e-12", "1e-10", "1e-8", "1e-6", "1e-4", "0.01", "1"), labels);
  }

  @Test
  void nothing_chosen_is_no_figure() {
    var run = new NamedRun("", Rows.run(List.of(), List.of(), Optional.empty()));
    assertEquals(List.of(), DecayFigures.of(run));
  }
}
