package org.tombola.datasets.digits;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class CanvasTest {
  @Test
  void coverage_falls_linearly_across_the_soft_edge() {
    Canvas canvas = new Canvas();
    canvas.clear();
    canvas.add(List.of(new Point(5, 10.5), new Point(20, 10.5)), 4);
    double[] expected = {1, 0.75, 0.25, 0, 0}; // at distances 0, 1, 2, 3, 4
    for (int distance = 0; distance < expected.length; distance++) {
      int pixel = (10 + distance) * Canvas.SIDE + 12;
      assertEquals(expected[distance], canvas.coverage(pixel, 1.5, 2), 1e-12);
    }
  }

  @Test
  void strokes_beyond_the_edge_leave_the_rest_alone() {
    Canvas canvas = new Canvas();
    canvas.clear();
    canvas.add(List.of(new Point(-50, -50), new Point(-40, -50)), 2);
    assertEquals(0, canvas.coverage(0, 2, 1));
    assertEquals(0, canvas.coverage(Canvas.SIDE * Canvas.SIDE - 1, 2, 1));
  }
}
