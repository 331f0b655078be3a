package org.tombola.lottery.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LayerFigureTest {
  private static List<LayerDensity> levels(int count) {
    return IntStream.range(0, count)
        .mapToObj(level -> new LayerDensity(level, 1, new LinkedHashMap<>()))
        .toList();
  }

  @Test
  void the_arm_with_the_most_levels_is_drawn_and_of_equals_the_first() {
    var arms = new LinkedHashMap<String, List<LayerDensity>>();
    assertEquals(Optional.empty(), LayerFigure.longest(arms));
    arms.put("ticket", levels(1));
    arms.put("snip", levels(3));
    arms.put("synflow", levels(3));
    assertEquals(Optional.of("snip"), LayerFigure.longest(arms));
  }

  @Test
  void a_network_that_was_not_pruned_is_not_drawn() {
    var arms = new LinkedHashMap<String, List<LayerDensity>>();
    arms.put("ticket", levels(1));
    arms.put("oneshot", List.of(new LayerDensity(8, 0.17, new LinkedHashMap<>())));
    assertEquals(Optional.of("oneshot"), LayerFigure.longest(arms));
  }
}
