package org.tombola.lottery.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tombola.lottery.claim.Measurement;

class AnalysisFiguresTest {
  private static Measurement at(
      String analysis, String statistic, String arm, int seed, int level, double x, double value) {
    return new Measurement(analysis, statistic, arm, seed, level, Math.pow(0.8, level), x, value);
  }

  private static List<Figure> figures(List<Measurement> analyses) {
    return AnalysisFigures.of(
        List.of(new NamedRun("", Rows.run(List.of(), analyses, Optional.empty()))));
  }

  @Test
  void an_interpolation_is_a_curve_over_alpha_with_the_range_of_the_seeds() {
    var analyses = new ArrayList<Measurement>();
    for (String arm : List.of("ticket", "reinit")) {
      for (int seed = 0; seed < 2; seed++) {
        for (double alpha : new double[] {1, 0, 0.5}) {
          analyses.add(at("interpolation", "test-error", arm, seed, 3, alpha, alpha + seed));
        }
      }
    }
    Figure figure = figures(analyses).getFirst();
    assertEquals("interpolation-test-error", figure.name());
    assertEquals(Figure.Kind.CURVE, figure.kind());
    assertEquals("Interpolation: test error", figure.title());
    assertTrue(figure.xLabel().startsWith("α"), figure.xLabel());
    assertEquals(
        List.of("ticket", "reinit"), figure.lines().stream().map(Figure.Line::name).toList());
    var marks = figure.lines().getFirst().marks();
    assertEquals(List.of(0.0, 0.5, 1.0), marks.stream().map(Figure.Mark::x).toList());
    assertEquals(new Spread(1, 0.5, 1.5, 2), marks.get(1).y());
  }

  @Test
  void many_lines_are_divided_by_level() {
    var analyses = new ArrayList<Measurement>();
    for (int level = 0; level < 9; level++) {
      for (String arm : List.of("a", "b")) {
        analyses.add(at("retrain", "accuracy", arm, 0, level, 10, 0.5));
        analyses.add(at("retrain", "accuracy", arm, 0, level, 20, 0.6));
      }
    }
    List<Figure> figures = figures(analyses);
    assertEquals(6, figures.size());
    assertEquals("Retrain: accuracy (100 % left)", figures.getFirst().title());
    assertEquals("Retrain: accuracy (16.8 % left)", figures.getLast().title());
    assertEquals(6, figures.stream().map(Figure::name).distinct().count());
    assertEquals("retraining length", figures.getFirst().xLabel());
  }

  @Test
  void a_histogram_is_drawn_as_steps_from_zero() {
    var analyses =
        List.of(
            at("gammas", "histogram", "batchnorm", 0, 0, -0.05, 4),
            at("gammas", "histogram", "batchnorm", 0, 0, 0.05, 9));
    Figure figure = figures(analyses).getFirst();
    assertEquals(Figure.Kind.BINS, figure.kind());
    assertEquals("γ", figure.xLabel());
    assertEquals(0, figure.y().at(0));
    String json = Chart.json(List.of(figure));
    assertTrue(json.contains("\"kind\":\"bins\""), json);
  }

  @Test
  void axes_say_what_frequencies_and_clipped_scales_are() {
    var analyses =
        List.of(
            at("activation", "frequency-histogram", "norm", 0, 0, 2.5, 30),
            at("activation", "frequency-histogram", "norm", 0, 0, 7.5, 10),
            at("gammas", "clipped-accuracy", "norm", 0, 0, 0, 50),
            at("gammas", "clipped-accuracy", "norm", 0, 0, 0.1, 20));
    List<Figure> figures = figures(analyses);
    assertEquals(
        List.of(Figure.Kind.BINS, Figure.Kind.CURVE), figures.stream().map(Figure::kind).toList());
    assertEquals(
        List.of("how often a unit is active (%)", "γ below this set to zero"),
        figures.stream().map(Figure::xLabel).toList());
  }

  @Test
  void a_number_that_stands_alone_is_drawn_against_the_weights_remaining() {
    var analyses =
        List.of(
            at("instability", "barrier", "ticket", 0, 0, Double.NaN, 0.4),
            at("instability", "barrier", "ticket", 0, 3, Double.NaN, 0.1));
    Figure figure = figures(analyses).getFirst();
    assertEquals(Figure.Kind.ROUNDS, figure.kind());
    assertEquals(
        List.of(0, 1), figure.lines().getFirst().marks().stream().map(Figure.Mark::level).toList());
    assertEquals(List.of(), figures(analyses.subList(0, 1)));
  }
}
