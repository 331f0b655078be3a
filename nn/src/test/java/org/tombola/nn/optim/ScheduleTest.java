package org.tombola.nn.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.tombola.nn.BadSetting;

class ScheduleTest {
  private static void assertRefused(String message, Executable making) {
    assertEquals(message, assertThrows(BadSetting.class, making).getMessage());
  }

  @Test
  void constant_is_the_same_at_every_step() {
    var schedule = new Schedule.Constant(1.2e-3);
    assertEquals(1.2e-3, schedule.at(0));
    assertEquals(1.2e-3, schedule.at(1L << 40));
  }

  /// The CIFAR-10 ResNet of Frankle and Carbin 2019: 0.1, 0.01, 0.001 with drops at 20k and 25k.
  @Test
  void multi_step_drops_at_its_milestones() {
    var schedule = new Schedule.MultiStep(0.1, 0.1, List.of(20_000L, 25_000L));
    assertEquals(0.1, schedule.at(0), 1e-15);
    assertEquals(0.1, schedule.at(19_999), 1e-15);
    assertEquals(0.01, schedule.at(20_000), 1e-15);
    assertEquals(0.01, schedule.at(24_999), 1e-15);
    assertEquals(0.001, schedule.at(25_000), 1e-15);
    assertEquals(0.1, new Schedule.MultiStep(0.1, 0.1, List.of()).at(99), 1e-15);
  }

  @Test
  void cosine_falls_from_rate_to_floor_and_stays() {
    var schedule = new Schedule.Cosine(0.3, 0.1, 100);
    assertEquals(0.3, schedule.at(0), 1e-15);
    assertEquals(0.1 + 0.1 * (1 + Math.sqrt(0.5)), schedule.at(25), 1e-15);
    assertEquals(0.2, schedule.at(50), 1e-15);
    assertEquals(0.1, schedule.at(100), 1e-15);
    assertEquals(0.1, schedule.at(250), 1e-15);
  }

  @Test
  void warm_up_climbs_from_zero_and_keeps_the_time_of_what_follows() {
    var schedule = new Schedule.WarmUp(10, new Schedule.MultiStep(0.5, 0.1, List.of(5L, 20L)));
    assertEquals(0, schedule.at(0));
    assertEquals(0.5 * 4 / 10, schedule.at(4), 1e-15);
    assertEquals(0.05 * 5 / 10, schedule.at(5), 1e-15);
    assertEquals(0.05, schedule.at(10), 1e-15);
    assertEquals(0.005, schedule.at(20), 1e-15);
  }

  @Test
  void impossible_numbers_are_refused_by_name() {
    assertRefused(
        "learning rate is 0.0: it must be above 0 and finite", () -> new Schedule.Constant(0));
    assertRefused(
        "learning rate is NaN: it must be above 0 and finite",
        () -> new Schedule.Cosine(Double.NaN, 0, 5));
    assertRefused(
        "learning rate is Infinity: it must be above 0 and finite",
        () -> new Schedule.MultiStep(Double.POSITIVE_INFINITY, 0.1, List.of()));
    assertRefused(
        "learning rate factor is 1.5: it must be above 0 and at most 1",
        () -> new Schedule.MultiStep(0.1, 1.5, List.of()));
    assertRefused(
        "milestones is [5, 5]: it must be at least 1 and strictly ascending",
        () -> new Schedule.MultiStep(0.1, 0.1, List.of(5L, 5L)));
    assertRefused(
        "learning rate floor is 0.2: it must be at least 0 and at most the rate 0.1",
        () -> new Schedule.Cosine(0.1, 0.2, 5));
    assertRefused("cosine steps is 0: it must be at least 1", () -> new Schedule.Cosine(0.1, 0, 0));
    assertRefused(
        "warm-up steps is -1: it must be at least 1",
        () -> new Schedule.WarmUp(-1, new Schedule.Constant(1)));
  }

  @Test
  void a_stretched_schedule_is_the_same_in_slow_motion() {
    var drop = new Schedule.MultiStep(0.4, 0.1, List.of(5L));
    var twice = new Schedule.Stretched(drop, 2);
    assertEquals(0.4, twice.at(9), 1e-12);
    assertEquals(0.04, twice.at(10), 1e-12);
    assertEquals(drop.at(7), twice.at(15), 1e-12);
  }
}
