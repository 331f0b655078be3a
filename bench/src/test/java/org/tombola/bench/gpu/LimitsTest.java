package org.tombola.bench.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tombola.bench.kernels.Work;
import org.tombola.bench.ladder.Rounds;
import org.tombola.kernels.cuda.InterpretedBackend;
import org.tombola.kernels.cuda.KernelTimer;

class LimitsTest {
  @Test
  void all_are_measured() {
    try (KernelTimer timer = KernelTimer.interpreted();
        Lane lane = new Lane("cuda", InterpretedBackend.open("cuda"))) {
      Limits limits =
          Limits.measure(
              timer, lane, new Rounds(0, 0, 1), new Repeats(0, 2, 2), List.of(64, 1024), 1);
      assertTrue(limits.answer() > 0);
      assertTrue(limits.launchAlone() > 0);
      assertTrue(limits.launchNext() > 0);
      assertTrue(limits.launchInGraph() > 0);
      assertTrue(limits.peak() > 0);
      assertEquals(List.of(64, 1024), List.copyOf(limits.copies().keySet()));
      assertTrue(limits.copies().values().stream().allMatch(rate -> rate > 0));
    }
  }

  /// By the ratio of sizes, since those that are copied grow by a factor.
  @Test
  void the_copy_of_about_as_many_bytes_counts() {
    Limits limits = new Limits(0, 0, 0, 0, 0, new TreeMap<>(Map.of(100, 1.0, 400, 2.0, 1600, 3.0)));
    assertEquals(1, limits.copy(floats(1)));
    assertEquals(1, limits.copy(floats(100)));
    assertEquals(1, limits.copy(floats(190)));
    assertEquals(2, limits.copy(floats(210)));
    assertEquals(2, limits.copy(floats(790)));
    assertEquals(3, limits.copy(floats(1e12)));
  }

  private static Work floats(double copied) {
    return new Work(0, 8 * copied);
  }
}
