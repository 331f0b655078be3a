package org.tombola.datasets.digits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class StrokeTest {
  @Test
  void curve_passes_through_its_control_points() {
    Stroke stroke = Stroke.parse("0,0 50,100 100,0");
    assertTrue(stroke.flattened().containsAll(stroke.points()));
  }

  @Test
  void doubled_point_is_a_corner_the_curve_does_not_overshoot() {
    List<Point> line = Stroke.parse("0,0 100,0 100,0 100,100").flattened();
    assertTrue(line.stream().allMatch(p -> p.x() <= 1 && p.y() >= 0), line.toString());
    assertTrue(
        Stroke.parse("0,0 100,0 100,100").flattened().stream()
            .anyMatch(p -> p.y() < 0 || p.x() > 1));
  }

  @Test
  void corner_moves_as_one() {
    double[] moved = {0};
    Stroke stroke = Stroke.parse("0,0 50,0 50,0 50,50").moved(p -> new Point(moved[0]++, p.y()));
    assertEquals(3, moved[0]);
    assertEquals(stroke.points().get(1), stroke.points().get(2));
  }
}
