package org.tombola.bench.ladder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class RoundsLadderTest {
  @Test
  void everyone_warms_up_and_then_takes_turns() {
    List<String> calls = new ArrayList<>();
    new Rounds(0, 0, 2).time(List.of(() -> calls.add("a"), () -> calls.add("b")));
    assertEquals(List.of("a", "b", "a", "b", "a", "b"), calls);
  }

  @Test
  void a_turn_lasts_as_long_as_asked() {
    int[] calls = new int[1];
    new Rounds(0, 0.02, 1).time(List.of(() -> pause(calls)));
    assertTrue(calls[0] > 3, calls[0] + " calls");
  }

  private static void pause(int[] calls) {
    calls[0]++;
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
  }

  @Test
  void times_are_those_of_one_call() {
    Timing timing = new Rounds(0, 0.01, 3).time(List.of(() -> pause(new int[1]))).getFirst();
    assertTrue(timing.best() >= 0.001, timing.toString());
    assertTrue(timing.best() <= timing.fastest(), timing.toString());
    assertTrue(timing.fastest() <= timing.median(), timing.toString());
    assertTrue(timing.median() <= timing.slowest(), timing.toString());
  }

  @Test
  void the_median_forgets_a_disturbed_round() {
    assertEquals(new Timing(2, 1, 90, 0.5), Timing.of(new double[] {2, 90, 1}, 0.5));
    assertEquals(new Timing(2.5, 1, 90, 0.5), Timing.of(new double[] {2, 3, 90, 1}, 0.5));
  }

  @Test
  void an_error_is_a_share_of_the_largest_number() {
    double[] expected = {4, -8};
    assertEquals(0.125, Accuracy.error(expected, new float[] {5, -8}));
    assertEquals(Double.NaN, Accuracy.error(expected, new float[] {Float.NaN, -8}));
    float[] tooFew = {4};
    assertThrows(IllegalArgumentException.class, () -> Accuracy.error(expected, tooFew));
  }

  @Test
  void not_a_number_is_no_small_error() {
    Accuracy.require("rung", 1e-5, 1e-5);
    assertThrows(IllegalStateException.class, () -> Accuracy.require("rung", 2e-5, 1e-5));
    assertThrows(IllegalStateException.class, () -> Accuracy.require("rung", Double.NaN, 1e-5));
  }
}
