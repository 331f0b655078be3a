package org.tombola.lottery.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class HeapTest {
  private static final long MIB = 1 << 20;

  private long used = 300 * MIB;
  private int collections;

  private final Heap heap =
      new Heap(
          () -> used,
          () -> {
            collections++;
            used = 400 * MIB;
          });

  @Test
  void collects_when_more_than_a_gib_was_left_behind() {
    used += 1024 * MIB;
    heap.tidy();
    assertEquals(0, collections);
    used += MIB;
    heap.tidy();
    assertEquals(1, collections);
    used += 1024 * MIB;
    heap.tidy();
    assertEquals(1, collections, "counted from what the last collection left");
    used += MIB;
    heap.tidy();
    assertEquals(2, collections);
  }

  @Test
  void counts_from_what_others_left_if_that_is_less() {
    used = 100 * MIB;
    heap.tidy();
    used = 1125 * MIB;
    heap.tidy();
    assertEquals(1, collections);
  }
}
