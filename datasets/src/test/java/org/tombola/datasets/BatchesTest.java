package org.tombola.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tombola.engine.Rng;

class BatchesTest {
  private static final Examples ALL = new Numbered(100);

  @Test
  void an_epoch_visits_every_example_once() {
    Batches batches = new Batches(ALL, 20, new Rng(3));
    assertArrayEquals(
        IntStream.range(0, 100).toArray(),
        IntStream.range(5, 10).flatMap(i -> Arrays.stream(labels(batches, i))).sorted().toArray());
  }

  @Test
  void remainder_of_an_epoch_is_left_out() {
    Batches batches = new Batches(ALL, 30, new Rng(3));
    assertEquals(3, batches.perEpoch());
    assertEquals(0, batches.epoch(2));
    assertEquals(1, batches.epoch(3));
    int[] seen = IntStream.range(0, 3).flatMap(i -> Arrays.stream(labels(batches, i))).toArray();
    assertEquals(90, Arrays.stream(seen).distinct().count());
  }

  @Test
  void every_epoch_has_its_own_order() {
    Batches batches = new Batches(ALL, 100, new Rng(3));
    assertFalse(Arrays.equals(labels(batches, 0), labels(batches, 1)));
  }

  @Test
  void an_iteration_is_the_same_whatever_was_read_before() {
    Batches inOrder = new Batches(ALL, 30, new Rng(3));
    for (int i = 0; i < 7; i++) {
      labels(inOrder, i);
    }
    assertArrayEquals(labels(new Batches(ALL, 30, new Rng(3)), 7), labels(inOrder, 7));
    assertArrayEquals(labels(new Batches(ALL, 30, new Rng(3)), 1), labels(inOrder, 1));
  }

  @Test
  void seed_decides() {
    assertFalse(
        Arrays.equals(
            labels(new Batches(ALL, 30, new Rng(3)), 0),
            labels(new Batches(ALL, 30, new Rng(4)), 0)));
  }

  @Test
  void values_and_labels_belong_together() {
    float[] x = new float[30];
    int[] y = new int[30];
    new Batches(ALL, 30, new Rng(3)).fill(4, x, y);
    for (int i = 0; i < 30; i++) {
      assertEquals(y[i], x[i]);
    }
  }

  @Test
  void impossible_sizes() {
    for (int size : new int[] {0, 101}) {
      DatasetException e =
          assertThrows(DatasetException.class, () -> new Batches(ALL, size, new Rng(3)));
      assertTrue(String.valueOf(e.getMessage()).contains("give 1 to 100"), e.getMessage());
    }
  }

  @Test
  void negative_iteration() {
    Batches batches = new Batches(ALL, 30, new Rng(3));
    assertThrows(IndexOutOfBoundsException.class, () -> labels(batches, -1));
  }

  private static int[] labels(Batches batches, long iteration) {
    float[] x = new float[100];
    int[] y = new int[100];
    Arrays.fill(y, -1);
    batches.fill(iteration, x, y);
    return Arrays.stream(y).filter(label -> label >= 0).toArray();
  }
}
