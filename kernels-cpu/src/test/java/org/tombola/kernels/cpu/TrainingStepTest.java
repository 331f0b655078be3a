package org.tombola.kernels.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class TrainingStepTest {
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

  /// A step touches megabytes; what it may allocate are descriptions of the work. Vectors are
  /// objects until C2 has compiled their loop, so the smallest of many steps counts.
  @Test
  void allocates_no_arrays_once_warm() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (CpuBackend on = new CpuBackend(1)) {
      TrainingStep step = new TrainingStep(on);
      long least = Long.MAX_VALUE;
      for (int i = 0; i < 3000 && least > 16_384; i++) {
        long before = threads.getCurrentThreadAllocatedBytes();
        step.run();
        least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
      }
      assertTrue(least <= 16_384, "a step allocates " + least + " bytes");
    }
  }
}
