package org.tombola.kernels.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TrainingStepTest {
  /// Bytes that descriptions of a step's work may take, twice what they do. One array of images has
  /// 128 KiB or more, the transformed filters of [ResidualStep] have 36.
  private static final long DESCRIPTIONS = 12_288;

  /// Steps whose median counts, and most steps until then.
  private static final int LAST = 51;

  private static final int MOST = 3060;

  @Test
  void gives_the_same_bits_with_any_number_of_threads() {
    float[][] expected = results(1);
    for (int threads : new int[] {2, 3, 5}) {
      float[][] got = results(threads);
      for (int i = 0; i < got.length; i++) {
        assertArrayEquals(bits(expected[i]), bits(got[i]), "result " + i + ", threads " + threads);
      }
    }
  }

  private static float[][] results(int threads) {
    try (CpuBackend on = new CpuBackend(threads)) {
      TrainingStep step = new TrainingStep(on);
      step.run();
      step.run();
      return step.results();
    }
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    return bits;
  }

  @Test
  void allocates_no_arrays_once_warm() {
    try (CpuBackend on = new CpuBackend(1)) {
      assertAllocatesNoArrays(new TrainingStep(on)::run);
    }
  }

  @Test
  void allocates_no_arrays_for_images_once_warm() {
    try (CpuBackend on = new CpuBackend(1)) {
      assertAllocatesNoArrays(new ResidualStep(on)::run);
    }
  }

  /// The median of the last steps: what every second step allocates is seen. Vectors are objects
  /// until C2 has compiled their loop, so there may be many steps before.
  private static void assertAllocatesNoArrays(Runnable step) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long[] last = new long[LAST];
    long median = Long.MAX_VALUE;
    for (int i = 0; i < MOST && median > DESCRIPTIONS; i++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      step.run();
      last[i % LAST] = threads.getCurrentThreadAllocatedBytes() - before;
      if (i % LAST == LAST - 1) {
        median = Arrays.stream(last).sorted().toArray()[LAST / 2];
      }
    }
    assertTrue(median <= DESCRIPTIONS, "a step allocates " + median + " bytes");
  }
}
