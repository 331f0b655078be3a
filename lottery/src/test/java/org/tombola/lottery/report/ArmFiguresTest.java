package org.tombola.lottery.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ArmFiguresTest {
  private static final List<String> ARMS = List.of("oneshot", "noise", "shuffle", "signs");

  /// The dense network and four arms at level 8, each a point better than the one before.
  private static List<ResultRow> rows() {
    var rows = new ArrayList<>(Rows.level("ticket", 0, 9, 0.9, 0.9));
    for (int i = 0; i < ARMS.size(); i++) {
      rows.addAll(Rows.level(ARMS.get(i), 8, 9, 0.80 + 0.01 * i, 0.82 + 0.01 * i));
    }
    return rows;
  }

  private static Optional<Figure> figure(List<ResultRow> rows) {
    return ArmFigures.of(new NamedRun("", Rows.run(rows)));
  }

  @Test
  void arms_that_meet_at_a_density_have_a_row_each() {
    Figure figure = figure(rows()).orElseThrow();
    var names = figure.x().ticks().stream().map(Scale.Tick::label).toList();
    assertEquals(4, names.size());
    assertEquals(List.of("16.8 %"), figure.lines().stream().map(Figure.Line::name).toList());
    var signs = figure.lines().getFirst().marks().get(names.indexOf("signs"));
    assertEquals(names.indexOf("signs"), signs.x());
    assertEquals(83, signs.y().mean(), 1e-9);
    assertEquals(2, signs.y().max() - signs.y().min(), 1e-9);
    assertEquals(89, figure.reference().orElseThrow().y(), 1e-9);
  }

  @Test
  void few_arms_can_be_told_apart_without_it() {
    var few = rows();
    few.removeIf(row -> row.arm().equals("noise"));
    assertEquals(Optional.empty(), figure(few));
  }

  @Test
  void arms_of_different_densities_are_named_by_round() {
    var rows = new ArrayList<>(rows());
    rows.addAll(List.of(Rows.row("filters", 0, 8, 0.5, 9, 0.7)));
    assertEquals("round 8", figure(rows).orElseThrow().lines().getFirst().name());
  }

  @Test
  void of_trainings_every_arm_is_shown_and_the_dense_one_called_so() {
    var rows = Rows.of(Rows.level("ticket", 0, 9, 0.9, 0.8), Rows.level("norm", 0, 9, 0.5, 0.4));
    var run = Rows.run(rows, new LinkedHashMap<>(Map.of("levels", "0")));
    Figure figure = ArmFigures.of(new NamedRun("", run)).orElseThrow();
    assertEquals(
        List.of("dense", "norm"), figure.x().ticks().stream().map(Scale.Tick::label).toList());
    assertEquals(44, figure.lines().getFirst().marks().getLast().y().mean(), 1e-9);
  }

  @Test
  void more_accurate_is_further_to_the_right_and_the_next_arm_further_down() {
    var canvas = new SvgCanvas(Plot.WIDTH, Plot.HEIGHT, "t", "d");
    Plot.draw(figure(rows()).orElseThrow(), canvas);
    var markers =
        Pattern.compile("<polygon points=\"([0-9.]+),([0-9.]+)[^>]*><title>(\\w+), 16.8")
            .matcher(canvas.toString())
            .results()
            .toList();
    assertEquals(4, markers.size(), canvas.toString());
    var x = new LinkedHashMap<String, Double>();
    var y = new LinkedHashMap<String, Double>();
    for (var marker : markers) {
      x.put(marker.group(3), Double.valueOf(marker.group(1)));
      y.put(marker.group(3), Double.valueOf(marker.group(2)));
    }
    for (int i = 1; i < ARMS.size(); i++) {
      assertTrue(x.get(ARMS.get(i)) > x.get(ARMS.get(i - 1)), x.toString());
    }
    var down = figure(rows()).orElseThrow().x().ticks().stream().map(Scale.Tick::label).toList();
    for (int i = 1; i < down.size(); i++) {
      assertTrue(y.get(down.get(i)) > y.get(down.get(i - 1)), y.toString());
    }
  }
}
