package org.tombola.lottery.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tombola.lottery.recipe.CourseSettings;
import org.tombola.lottery.recipe.InvalidSettings;
import org.tombola.lottery.recipe.Moment;
import org.tombola.lottery.recipe.Settings;
import org.tombola.nn.BadSetting;

class PlanTest {
  @Test
  void epochs_become_iterations_everywhere() {
    Plan plan =
        plan(
            351,
            "train.iterations=8ep",
            "train.evaluate-every=0.5ep",
            "train.checkpoint-every=1ep",
            "train.schedule.name=multi-step",
            "train.schedule.milestones=4ep,6ep",
            "train.schedule.warm-up=1ep");
    assertEquals(2808, plan.steps());
    assertEquals(176, plan.evaluateEvery());
    assertEquals(351, plan.checkpointEvery());
    assertEquals(0.1 / 351, plan.schedule().at(1));
    assertEquals(0.1, plan.schedule().at(4 * 351 - 1));
    assertEquals(0.1 * 0.1, plan.schedule().at(4 * 351));
    assertEquals(0.1 * 0.1 * 0.1, plan.schedule().at(6 * 351));
  }

  @Test
  void iterations_stay_what_they_are() {
    Plan plan = plan(7, "train.iterations=1000", "train.evaluate-every=30");
    assertEquals(1000, plan.steps());
    assertEquals(30, plan.evaluateEvery());
    assertEquals(0, plan.checkpointEvery());
  }

  @Test
  void a_warm_up_as_long_as_the_training_is_refused_once_lengths_are_known() {
    var thrown =
        assertThrows(
            InvalidSettings.class,
            () -> plan(10, "train.iterations=20", "train.schedule.warm-up=2ep"));
    assertTrue(thrown.getMessage().startsWith("train.schedule.warm-up"), thrown.getMessage());
    assertTrue(thrown.getMessage().contains("20 and 20 iterations"), thrown.getMessage());
  }

  @Test
  void milestones_that_fall_together_are_refused() {
    assertThrows(
        BadSetting.class,
        () -> plan(1, "train.schedule.name=multi-step", "train.schedule.milestones=1.1ep,1.2ep"));
  }

  /// Twice as long: the rate drops after twice as many iterations, and epochs stay epochs.
  @Test
  void a_stretched_training_is_the_whole_one_in_slow_motion() {
    Plan plan =
        plan(
            10,
            "train.iterations=8ep",
            "train.schedule.name=multi-step",
            "train.schedule.milestones=4ep");
    Plan twice =
        plan.part(new CourseSettings(Moment.INIT, Moment.FINAL, "schedule", "fresh", 2, 1));
    assertEquals(160, twice.steps());
    assertEquals(plan.evaluateEvery(), twice.evaluateEvery());
    assertEquals(0.1, twice.schedule().at(79));
    assertEquals(0.1 * 0.1, twice.schedule().at(80));
    assertThrows(
        InvalidSettings.class,
        () -> new CourseSettings(Moment.after(3), Moment.FINAL, "schedule", "fresh", 2, 1));
  }

  @Test
  void a_part_may_go_through_the_schedule_at_other_rates() {
    Plan whole =
        plan(
            10,
            "train.iterations=20",
            "train.optimizer.lr=0.4",
            "train.schedule.name=multi-step",
            "train.schedule.milestones=10");
    var course = new CourseSettings(Moment.INIT, Moment.FINAL, "schedule", "fresh", 1, 0.25);
    for (int step : new int[] {0, 9, 10, 19}) {
      assertEquals(0.25 * whole.schedule().at(step), whole.part(course).schedule().at(step), 1e-12);
    }
    var last = new CourseSettings(Moment.after(5), Moment.FINAL, "final", "fresh", 1, 2);
    assertEquals(2 * whole.schedule().at(19), whole.part(last).schedule().at(5), 1e-12);
  }

  private static Plan plan(int perEpoch, String... pairs) {
    var keys = new TreeMap<String, String>();
    for (String pair : pairs) {
      keys.put(pair.split("=", 2)[0], pair.split("=", 2)[1]);
    }
    return Plan.of(Settings.ofKeys(keys).train(), perEpoch);
  }
}
