package org.tombola.lottery.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tombola.lottery.claim.Measurement;

class JointFiguresTest {
  private static Measurement of(String statistic, String arm, int level, double x, double value) {
    return new Measurement("removal", statistic, arm, 0, level, Math.pow(0.5, level), x, value);
  }

  private static List<Figure> figures(Measurement... measured) {
    var run = new NamedRun("", Rows.run(List.of(), List.of(measured), Optional.empty()));
    return Figures.of(List.of(run));
  }

  @Test
  void statistics_that_are_alike_up_to_a_dot_are_lines_of_one_figure() {
    List<Figure> figures =
        figures(
            of("accuracy.random", "ticket", 0, 0, 90),
            of("accuracy.random", "ticket", 0, 10, 50),
            of("accuracy.smallest-norm", "ticket", 0, 0, 90),
            of("accuracy.mean", "ticket", 0, Double.NaN, 60),
            of("deviation", "ticket", 0, 0, 1),
            of("lead", "ticket", 0, Double.NaN, 3));
    assertEquals(
        List.of("removal-accuracy", "removal-deviation"),
        figures.stream().map(Figure::name).toList());
    Figure accuracy = figures.getFirst();
    assertEquals("Removal: accuracy", accuracy.title());
    assertEquals("units removed (%)", accuracy.xLabel());
    assertEquals(
        List.of("random", "smallest norm"),
        accuracy.lines().stream().map(Figure.Line::name).toList());
    assertEquals(50, accuracy.lines().getFirst().marks().getLast().y().mean());
  }

  @Test
  void each_network_has_a_figure() {
    List<Figure> figures =
        figures(
            of("accuracy.random", "ticket", 0, 0, 90),
            of("accuracy.random", "ticket", 1, 0, 80),
            of("accuracy.random", "reinit", 1, 0, 70));
    assertEquals(
        List.of(
            "Removal: accuracy (ticket, 100 % left)",
            "Removal: accuracy (ticket, 50.0 % left)", "Removal: accuracy (reinit, 50.0 % left)"),
        figures.stream().map(Figure::title).toList());
  }

  @Test
  void bins_are_drawn_as_bins() {
    Figure figure = figures(of("angle-histogram.start", "ticket", 0, 5, 10)).getFirst();
    assertEquals(Figure.Kind.BINS, figure.kind());
    assertEquals(0, ((Scale.Linear) figure.y()).from());
  }
}
