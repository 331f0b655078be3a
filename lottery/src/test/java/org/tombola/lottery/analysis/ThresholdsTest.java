package org.tombola.lottery.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.tombola.engine.Rng;

class ThresholdsTest {
  /// Network dissection's threshold is one-sided: `P(a > T) = .005`, the 99.5 % quantile, which for
  /// standard normal activations is 2.576. (That is also the number beyond which, on both sides
  /// together, 1 % lies; if .005 were meant on both sides together, T would be 2.807.)
  @Test
  void half_a_per_cent_of_normal_activations_are_above_the_threshold() {
    int maps = 4000;
    int size = 49;
    var thresholds = new Thresholds(2, (long) maps * size, 0.005);
    var normal = new Rng(1).stream("maps");
    float[] both = new float[2 * size];
    for (int map = 0; map < maps; map++) {
      for (int i = 0; i < size; i++) {
        both[i] = (float) normal.gaussian((long) map * size + i);
        both[size + i] = -3 + 2 * both[i];
      }
      thresholds.add(both, size);
    }
    float[] values = thresholds.values();
    // The standard error is √(.005 · .995 / 196,000) over the density at 2.576, .0145: .011.
    assertEquals(2.576, values[0], 0.035);
    assertEquals(-3 + 2 * values[0], values[1], 1e-5, "another unit has a threshold of its own");
  }

  @Test
  void as_many_as_the_share_says_are_above_it() {
    // 1 to 1000 in an order that is neither up nor down; 5 are above 995.
    var thresholds = new Thresholds(1, 1000, 0.005);
    for (int i = 0; i < 1000; i++) {
      thresholds.add(new float[] {1 + i * 387 % 1000}, 1);
    }
    assertArrayEquals(new float[] {995}, thresholds.values());
    var upwards = new Thresholds(1, 1000, 0.005);
    for (int i = 1; i <= 1000; i++) {
      upwards.add(new float[] {i}, 1);
    }
    assertArrayEquals(new float[] {995}, upwards.values());
  }

  @Test
  void a_unit_seldom_active_is_cut_at_zero_and_one_never_active_is_dead() {
    var thresholds = new Thresholds(3, 1000, 0.005);
    for (int i = 0; i < 1000; i++) {
      thresholds.add(new float[] {0, i == 7 ? 9 : 0, i}, 1);
    }
    float[] values = thresholds.values();
    assertEquals(0, values[0]);
    assertEquals(0, values[1]);
    assertTrue(values[2] > 900);
    assertEquals(1, thresholds.dead());
  }

  @Test
  void what_is_no_number_counts_for_nothing() {
    var thresholds = new Thresholds(1, 2, 0.5);
    thresholds.add(new float[] {Float.NaN, Float.NaN}, 1);
    assertArrayEquals(new float[] {Float.POSITIVE_INFINITY}, thresholds.values());
    assertEquals(1, thresholds.dead());
  }
}
