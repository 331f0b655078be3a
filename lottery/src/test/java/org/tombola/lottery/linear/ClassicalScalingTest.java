package org.tombola.lottery.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ClassicalScalingTest {
  @Test
  void eigenvectors_are_sorted_and_of_length_one() {
    // [[2, 1], [1, 2]] has 3 along (1, 1) and 1 along (1, −1).
    Eigen eigen = Eigen.of(new double[][] {{2, 1}, {1, 2}});
    assertArrayEquals(new double[] {3, 1}, eigen.values(), 1e-12);
    assertEquals(0.5, eigen.vector(0)[0] * eigen.vector(0)[1], 1e-12);
    assertEquals(-0.5, eigen.vector(1)[0] * eigen.vector(1)[1], 1e-12);
  }

  /// A rectangle of 4 by 3: B = XXᵀ of the corners (±2, ±1.5), with eigenvalues 16 and 9.
  @Test
  void a_rectangle_comes_out_as_it_was() {
    double[][] distances = {{0, 4, 5, 3}, {4, 0, 3, 5}, {5, 3, 0, 4}, {3, 5, 4, 0}};
    var map = ClassicalScaling.of(distances);
    double[] x = map.coordinates(0);
    double[] y = map.coordinates(1);
    for (int i = 0; i < 4; i++) {
      assertEquals(2, Math.abs(x[i]), 1e-12);
      assertEquals(1.5, Math.abs(y[i]), 1e-12);
      for (int j = 0; j < 4; j++) {
        assertEquals(distances[i][j], Math.hypot(x[i] - x[j], y[i] - y[j]), 1e-9);
      }
    }
    assertEquals(16.0 / 25, map.share(1), 1e-12);
    assertEquals(1, map.share(2), 1e-12);
    assertArrayEquals(new double[4], map.coordinates(4));
  }

  @Test
  void points_of_which_one_plane_has_not_all_are_as_near_as_it_can() {
    // Four points at a distance of 1 from each other: three eigenvalues of 1/2.
    double[][] distances = {{0, 1, 1, 1}, {1, 0, 1, 1}, {1, 1, 0, 1}, {1, 1, 1, 0}};
    assertEquals(2.0 / 3, ClassicalScaling.of(distances).share(2), 1e-12);
  }

  @Test
  void one_point_is_in_the_middle() {
    var map = ClassicalScaling.of(new double[2][2]);
    assertArrayEquals(new double[2], map.coordinates(0));
    assertEquals(1, map.share(2));
  }
}
