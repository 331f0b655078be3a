package org.tombola.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tombola.engine.Rng;

class SplitsTest {
  private static final Examples ALL = new Numbered(100);

  @Test
  void parts_are_disjoint_and_together_everything() {
    Splits parts = Splits.of(ALL, 30, new Rng(1));
    assertEquals(70, parts.train().size());
    assertEquals(30, parts.validation().size());
    List<Integer> seen = new ArrayList<>(labels(parts.train()));
    seen.addAll(labels(parts.validation()));
    Collections.sort(seen);
    assertEquals(labels(ALL), seen);
  }

  @Test
  void seed_decides() {
    List<Integer> once = labels(Splits.of(ALL, 30, new Rng(1)).validation());
    assertEquals(once, labels(Splits.of(ALL, 30, new Rng(1)).validation()));
    assertNotEquals(once, labels(Splits.of(ALL, 30, new Rng(2)).validation()));
  }

  @Test
  void view_copies_the_values_of_the_example_it_names() {
    Examples part = Splits.of(ALL, 30, new Rng(1)).validation();
    float[] x = new float[1];
    part.copyTo(5, x, 0);
    assertEquals(part.label(5), x[0]);
  }

  @Test
  void impossible_sizes() {
    for (int size : new int[] {-1, 100}) {
      DatasetException e =
          assertThrows(DatasetException.class, () -> Splits.of(ALL, size, new Rng(1)));
      assertTrue(String.valueOf(e.getMessage()).contains("give 0 to 99"), e.getMessage());
    }
  }

  private static List<Integer> labels(Examples examples) {
    return IntStream.range(0, examples.size()).mapToObj(examples::label).toList();
  }
}
