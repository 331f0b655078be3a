package org.tombola.lottery.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryTest {
  @Test
  void averages_over_seeds_and_keeps_the_extremes() {
    var summary = Summary.of(Rows.level("ticket", 3, 700, 0.90, 0.96, 0.93));
    var point = summary.points("ticket").getFirst();
    var spread = point.spread(Metric.EARLY_STOP_ACCURACY).orElseThrow();
    assertEquals(0.93, spread.mean(), 1e-12);
    assertEquals(0.90, spread.min());
    assertEquals(0.96, spread.max());
    assertEquals(3, spread.count());
    assertEquals(0.512, point.density(), 1e-12);
    assertEquals(700, point.mean(Metric.EARLY_STOP_STEP));
  }

  @Test
  void leaves_out_what_was_not_measured() {
    var rows = Rows.level("ticket", 1, 700, 0.90, Double.NaN);
    var spread = Summary.of(rows).points("ticket").getFirst().spread(Metric.TEST_ACCURACY);
    assertEquals(new Spread(0.89, 0.89, 0.89, 1), spread.orElseThrow());
    assertTrue(Spread.of(List.of(Double.NaN)).isEmpty());
  }

  @Test
  void puts_tickets_before_controls_and_controls_before_unknown_arms() {
    var rows =
        Rows.of(
            Rows.level("aardvark", 1, 1, 0.5),
            Rows.level("oneshot", 1, 1, 0.5),
            Rows.level("reinit", 1, 1, 0.5),
            Rows.level("ticket", 1, 1, 0.5));
    assertEquals(List.of("ticket", "reinit", "oneshot", "aardvark"), Summary.of(rows).lines());
  }

  @Test
  void takes_the_dense_network_from_level_0_of_the_ticket() {
    var rows = Rows.of(Rows.level("reinit", 0, 1, 0.5), Rows.level("ticket", 0, 1, 0.9));
    var dense = Summary.of(rows).dense().orElseThrow();
    assertEquals(0.9, dense.mean(Metric.EARLY_STOP_ACCURACY));
    assertTrue(Summary.of(Rows.level("ticket", 1, 1, 0.5)).dense().isEmpty());
  }

  @Test
  void lists_densities_once_and_densest_first() {
    var rows =
        Rows.of(
            Rows.level("ticket", 2, 1, 0.9),
            Rows.level("ticket", 0, 1, 0.9),
            Rows.level("reinit", 1, 1, 0.9),
            Rows.level("reinit", 2, 1, 0.9));
    assertEquals(3, Summary.of(rows).densities().size());
    assertEquals(1.0, Summary.of(rows).densities().getFirst());
  }
}
