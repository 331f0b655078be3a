package org.tombola.lottery.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tombola.lottery.report.Figure.Line;
import org.tombola.lottery.report.Figure.Mark;

class RetrainFiguresTest {
  private static NamedRun run(Map<String, String> settings, String... arms) {
    List<ResultRow> rows = Rows.level("ticket", 0, 10, 0.9, 0.9);
    for (int i = 0; i < arms.length; i++) {
      rows.addAll(Rows.level(arms[i], 5, 10, 0.71 + 0.1 * i, 0.71 + 0.1 * i));
    }
    return new NamedRun("", Rows.run(rows, new LinkedHashMap<>(settings)));
  }

  private static List<Double> xs(Line line) {
    return line.marks().stream().map(Mark::x).toList();
  }

  @Test
  void arms_that_differ_in_their_length_alone_are_one_line() {
    List<Figure> figures =
        RetrainFigures.of(
            run(
                Map.of(
                    "train.iterations", "100ep",
                    "arm.rewind-long.schedule.from", "final-60ep",
                    "arm.rewind-long.weights.at", "final-60ep",
                    "arm.rewind-short.schedule.from", "75ep",
                    "arm.rewind-short.weights.at", "75ep",
                    "arm.tune.schedule.from", "final-25ep",
                    "arm.tune.weights.at", "final"),
                "rewind-short",
                "rewind-long",
                "tune"));
    assertEquals(1, figures.size());
    Figure figure = figures.getFirst();
    assertEquals("retraining-time-32-8", figure.name());
    assertEquals("epochs of retraining", figure.xLabel());
    assertEquals(List.of("rewind", "tune"), figure.lines().stream().map(Line::name).toList());
    assertEquals(List.of(25.0, 60.0), xs(figure.lines().getFirst()));
    assertEquals(70, figure.lines().getFirst().marks().getFirst().y().mean(), 1e-9);
    assertEquals(89, figure.reference().orElseThrow().y(), 1e-9);
  }

  @Test
  void one_length_makes_no_figure() {
    assertEquals(
        List.of(),
        RetrainFigures.of(
            run(Map.of("train.iterations", "100", "arm.tune.schedule.from", "final-25"), "tune")));
  }

  @Test
  void tickets_and_their_controls_make_none() {
    assertEquals(
        List.of(),
        RetrainFigures.of(run(Map.of("train.iterations", "100"), "reinit", "oneshot", "mine")));
  }
}
