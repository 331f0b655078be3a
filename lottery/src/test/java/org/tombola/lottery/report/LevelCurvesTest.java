package org.tombola.lottery.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tombola.lottery.train.CurvePoint;
import org.tombola.lottery.train.Evaluation;

class LevelCurvesTest {
  /// Levels 0 to 9 of one arm, two seeds, with 300 evaluations each that rise from 10 to 90 %.
  private static NamedRun run() {
    var rows = new ArrayList<ResultRow>();
    var curves = new ArrayList<RunData.Curve>();
    for (int level = 0; level < 10; level++) {
      rows.addAll(Rows.level("ticket", level, 9, 0.9, 0.8));
      for (int seed = 0; seed < 2; seed++) {
        double shift = 0.01 * seed;
        var points =
            IntStream.range(0, 300)
                .mapToObj(
                    i -> new CurvePoint(i, 1, new Evaluation(1, 0.1 + shift + 0.8 * i / 300), 0.1))
                .toList();
        curves.add(new RunData.Curve("ticket", seed, level, points));
      }
    }
    return new NamedRun(
        "",
        new RunData(
            rows,
            new RunData.Cells(20, 20, List.of()),
            new LinkedHashMap<>(),
            List.of(),
            List.of(),
            Optional.empty(),
            curves,
            new LinkedHashMap<>(),
            new LinkedHashMap<>(),
            ""));
  }

  @Test
  void some_levels_of_an_arm_are_lines_named_by_density() {
    List<Figure> figures = LevelCurves.of(run());
    assertEquals(1, figures.size());
    Figure figure = figures.getFirst();
    assertEquals("curves-ticket", figure.name());
    var names = figure.lines().stream().map(Figure.Line::name).toList();
    assertEquals(7, names.size());
    assertEquals("100 %", names.getFirst());
    assertEquals("13.4 %", names.getLast());
  }

  @Test
  void the_rise_from_chance_is_left_out_and_the_rest_is_joined() {
    var marks = LevelCurves.of(run()).getFirst().lines().getFirst().marks();
    assertTrue(marks.size() > 90 && marks.size() <= 120, marks.size() + " marks");
    assertTrue(marks.getFirst().y().mean() > 17, marks.getFirst().toString());
    assertEquals(299, marks.getLast().x());
    assertEquals(marks.size() - 1, marks.getLast().level());
    assertEquals(1, marks.getLast().y().max() - marks.getLast().y().min(), 1e-9);
  }
}
