package org.tombola.lottery.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {
  private static Figure accuracy(List<ResultRow> rows) {
    return Figures.of(List.of(new NamedRun("", Rows.run(rows)))).stream()
        .filter(figure -> figure.name().equals("test-accuracy"))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> names(Figure figure) {
    return figure.lines().stream().map(Figure.Line::name).toList();
  }

  @Test
  void an_arm_that_others_take_their_masks_of_does_not_stretch_the_axis() {
    Figure figure =
        accuracy(
            Rows.of(
                Rows.level("ticket", 0, 9, 0.9, 0.88),
                Rows.level("ticket", 8, 9, 0.85, 0.86),
                Rows.level("corrupted", 8, 9, 0.8, 0.81),
                Rows.level("source-corrupted", 0, 9, 0.1, 0.11)));
    assertEquals(List.of("ticket", "corrupted"), names(figure));
    assertTrue(Figures.ends(figure.lines()).stream().allMatch(end -> end > 50));
  }

  @Test
  void the_dense_network_of_all_is_a_point_even_where_its_ticket_was_not_trained() {
    Figure figure =
        accuracy(
            Rows.of(
                Rows.level("ticket", 0, 9, 0.9, 0.88), Rows.level("corrupted", 8, 9, 0.8, 0.81)));
    assertEquals(List.of("ticket", "corrupted"), names(figure));
  }
}
