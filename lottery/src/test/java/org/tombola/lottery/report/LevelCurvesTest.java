package org.tombola.lottery.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
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
    return new NamedRun("", Rows.with(rows, curves));
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

  @Test
  void arms_of_one_density_share_a_figure_with_the_dense_network() {
    var rows = new ArrayList<ResultRow>(Rows.level("ticket", 0, 9, 0.9));
    var curves = new ArrayList<RunData.Curve>();
    var point = new CurvePoint(1, 1, new Evaluation(1, 0.5), 0.1);
    var points = List.of(point, new CurvePoint(2, 1, new Evaluation(1, 0.6), 0.1));
    curves.add(new RunData.Curve("ticket", 0, 0, points));
    for (String arm : List.of("signs", "shuffle")) {
      rows.addAll(Rows.level(arm, 8, 9, 0.8));
      curves.add(new RunData.Curve(arm, 0, 8, points));
    }
    rows.addAll(Rows.level("dense-low", 0, 9, 0.8)); // another dense network has its own
    curves.add(new RunData.Curve("dense-low", 0, 0, points));
    rows.addAll(Rows.level("other", 3, 9, 0.8));
    curves.add(new RunData.Curve("other", 0, 3, points));
    rows.addAll(Rows.level("one-step", 3, 9, 0.8)); // evaluated once: no curve
    curves.add(new RunData.Curve("one-step", 0, 3, List.of(point)));
    List<Figure> figures = LevelCurves.of(new NamedRun("", Rows.with(rows, curves)));
    var names = figures.stream().map(Figure::name).toList();
    assertEquals(List.of("curves-dense-low", "curves-other", "curves-16-8"), names);
    assertEquals(
        List.of("dense", "shuffle", "signs"),
        figures.getLast().lines().stream().map(Figure.Line::name).sorted().toList());
  }
}
