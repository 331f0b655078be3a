package org.tombola.lottery.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScaleTest {
  @Test
  void densities_run_down_from_left_to_right_one_equal_step_a_round() {
    List<Double> densities = IntStream.range(0, 13).mapToObj(n -> 100 * Math.pow(0.8, n)).toList();
    var x = Scale.Log.through(densities);
    double step = x.at(80) - x.at(100);
    assertTrue(step > 0);
    for (int n = 1; n < densities.size(); n++) {
      assertEquals(step, x.at(densities.get(n)) - x.at(densities.get(n - 1)), 1e-9);
    }
    assertTrue(x.at(100) > 0 && x.at(densities.getLast()) < 1);
  }

  @ParameterizedTest
  @CsvSource({
    "100, 100",
    "51.2, 51.2",
    "26.214, 26.2",
    "6.96, 7.0",
    "3.52, 3.5",
    "0.92, 0.92",
    "0.124, 0.12"
  })
  void densities_are_written_as_papers_do(double value, String text) {
    assertEquals(text, Scale.percent(value));
  }

  @Test
  void one_level_alone_stands_in_the_middle() {
    assertEquals(0.5, Scale.Log.through(List.of(100.0)).at(100), 1e-9);
  }

  @ParameterizedTest
  @CsvSource({"97.01,98.2", "0.1,99.9", "42,42", "0,0", "97.980,97.984", "100,50000"})
  void linear_axes_have_few_round_ticks_within_their_ends(double low, double high) {
    var y = Scale.Linear.covering(List.of(low, high), Double.NaN, 0, Double.MAX_VALUE);
    assertTrue(y.from() <= low && y.to() >= high);
    assertTrue(y.ticks().size() >= 2 && y.ticks().size() <= 10, y.ticks().toString());
    assertEquals(y.ticks().size(), y.ticks().stream().map(Scale.Tick::label).distinct().count());
    y.ticks().forEach(t -> assertTrue(t.value() >= y.from() - 1e-9 && t.value() <= y.to() + 1e-9));
  }

  @Test
  void accuracies_never_reach_beyond_100_per_cent() {
    assertEquals(100, Scale.Linear.covering(List.of(90.0, 99.99), Double.NaN, 0, 100).to());
  }

  @Test
  void counts_start_at_zero() {
    assertEquals(0, Scale.Linear.covering(List.of(500.0, 900.0), 0, 0, 1e9).from());
  }

  @ParameterizedTest
  @CsvSource({"64,100", "1.2,100", "0.01,100", "99,100"})
  void logarithmic_axes_have_at_least_one_tick(double low, double high) {
    var y = Scale.Log.covering(List.of(low, high));
    assertTrue(!y.ticks().isEmpty() && y.ticks().size() < 16, y.ticks().toString());
  }
}
