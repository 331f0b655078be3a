package org.tombola.lottery.rewire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tombola.engine.UnknownName;
import org.tombola.lottery.recipe.Duration;
import org.tombola.lottery.recipe.GateSettings;
import org.tombola.lottery.recipe.InvalidSettings;
import org.tombola.lottery.recipe.Moment;
import org.tombola.lottery.recipe.RewireSettings;

class RewirePlanTest {
  private static RewirePlan plan(String rule, int every, String from, String until) {
    var settings =
        new RewireSettings(
            rule, Duration.iterations(every), 0.3, Moment.parse(from), Moment.parse(until));
    return RewirePlan.of(settings, 10_000, 100, 30);
  }

  private static List<Integer> changes(RewirePlan plan, int steps) {
    return IntStream.rangeClosed(1, steps).filter(plan::isAt).boxed().toList();
  }

  /// α = 0.3 at the quarters of the span.
  @Test
  void the_exchanged_share_falls_like_a_cosine() {
    RewirePlan plan = plan("rigl", 100, "init", "8000");
    double[] golden = {.3, .2561, .15, .0439, 0};
    for (int i = 0; i < golden.length; i++) {
      assertEquals(golden[i], plan.dropped(2000 * i), 0.5e-4);
    }
  }

  /// Final sparsity 0.95, from step 3000 to 7000.
  @Test
  void a_gradually_pruned_network_loses_fewer_each_time() {
    RewirePlan plan = plan("gradual", 100, "3000", "7000");
    int[] steps = {3000, 3500, 4000, 5000, 6000, 7000};
    double[] golden = {0, .3136, .5492, .8312, .9352, .95};
    for (int i = 0; i < golden.length; i++) {
      assertEquals(golden[i], 0.95 * plan.shrunk(steps[i]), 0.5e-4);
      assertTrue(plan.isAt(steps[i]));
    }
    assertFalse(plan.isAt(2900));
    assertFalse(plan.isAt(7100));
  }

  @Test
  void changes_come_at_their_steps() {
    assertEquals(List.of(4, 8), changes(plan("rigl", 4, "init", "12"), 20));
    assertEquals(List.of(8, 12), changes(plan("set", 4, "5", "14"), 20));
    assertEquals(List.of(5, 9, 13, 14), changes(plan("gradual", 4, "5", "14"), 20));
    assertEquals(List.of(8, 12, 14), changes(plan("edge-popup", 4, "5", "14"), 20));
    assertEquals(List.of(), changes(plan("none", 4, "5", "14"), 20));
    assertEquals(20, changes(plan("str", 4, "5", "14"), 20).size(), "thresholds at every step");
    assertTrue(plan("rigl", 4, "init", "12").replacesUpdate(8));
    assertFalse(plan("set", 4, "init", "12").replacesUpdate(8));
    assertFalse(plan("rigl", 4, "init", "12").wantsDense(7), "dense gradients at changes only");
    assertTrue(plan("snfs", 4, "init", "12").wantsDense(7));
  }

  /// λ is 1, and an epoch has 100 steps of 30 examples.
  @Test
  void a_price_is_warmed_up_in_a_straight_line() {
    RewirePlan plan = plan("l0", 1, "2000", "6000");
    assertEquals(0, plan.penalty(1));
    assertEquals(0, plan.penalty(2000));
    assertEquals(0.25 / 3000, plan.penalty(3000), 1e-12);
    assertEquals(1.0 / 3000, plan.penalty(6000), 1e-12);
    assertEquals(1.0 / 3000, plan.penalty(9000), 1e-12);
    assertEquals(20, changes(plan, 20).size(), "gates follow at every step");
  }

  @Test
  void what_cannot_be_is_refused() {
    var thrown = assertThrows(InvalidSettings.class, () -> plan("set", 4, "9", "9"));
    assertTrue(thrown.getMessage().contains("arm.rewire.from must be before"));
    assertThrows(InvalidSettings.class, () -> plan("set", 4, "9", "10001"));
    assertThrows(InvalidSettings.class, () -> plan("set", 0, "init", "9"));
    var threshold =
        assertThrows(
            InvalidSettings.class,
            () ->
                new RewireSettings(
                    "str",
                    Duration.iterations(1),
                    0.3,
                    Moment.INIT,
                    Moment.FINAL,
                    101,
                    GateSettings.DEFAULTS));
    assertTrue(threshold.getMessage().startsWith("arm.rewire.threshold"), threshold.getMessage());
    var rate = assertThrows(InvalidSettings.class, () -> new GateSettings(1, 1));
    assertTrue(rate.getMessage().startsWith("arm.rewire.gates.dropout"), rate.getMessage());
    assertThrows(UnknownName.class, () -> plan("rigel", 4, "init", "9"));
  }
}
