package org.tombola.lottery.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.tombola.engine.Rng;

class BootstrapTest {
  @Test
  void the_same_differences_give_the_same_interval() {
    double[] differences = {1, 4, 2, 8, 5};
    assertEquals(Bootstrap.of(differences, "a"), Bootstrap.of(differences.clone(), "a"));
  }

  @Test
  void two_seeds_give_their_range() {
    assertEquals(new Bootstrap.Interval(-1, 3), Bootstrap.of(new double[] {3, -1}, "a"));
  }

  /// The interval of a mean of many is close to the normal one, 1.96 standard errors to each side.
  @Test
  void many_seeds_give_the_normal_interval() {
    var random = new Rng(3).stream("test");
    double[] differences = new double[400];
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < differences.length; i++) {
      differences[i] = 5 + 2 * random.gaussian(i);
      sum += differences[i];
      squares += differences[i] * differences[i];
    }
    double mean = sum / differences.length;
    double error = Math.sqrt((squares / differences.length - mean * mean) / differences.length);
    var interval = Bootstrap.of(differences, "a");
    assertEquals(mean - 1.96 * error, interval.low(), 0.1 * error);
    assertEquals(mean + 1.96 * error, interval.high(), 0.1 * error);
    assertTrue(interval.low() < mean && mean < interval.high());
  }
}
