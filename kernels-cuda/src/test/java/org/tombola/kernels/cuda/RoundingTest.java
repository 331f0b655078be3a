package org.tombola.kernels.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The kernel that rounds to bfloat16, run by the interpreter, against the definition.
class RoundingTest {
  /// Ties, neighbours of ties, what overflows, denormals, infinities, NaN, zeros.
  private static final int[] EDGES = {
    0x3f80_8000, 0x3f81_8000, 0xbf80_8000, 0xbf81_8000, 0x3f80_8001, 0x3f81_7fff, 0x7f7f_ffff,
    0xff7f_7fff, 0x0000_8000, 0x8001_8000, 0x7f80_0000, 0xff80_0000, 0x7fc0_0000, 0x7f80_0001,
    0x3f7f_ffff, 0, 0x8000_0000
  };

  /// Lengths that leave every remainder of four, in one block of threads and in two.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 17, 1021, 1022, 1023, 1024, 1025})
  void goes_to_the_nearest_and_from_the_middle_to_the_even(int count) {
    int[] bits = new int[count];
    for (int i = 0; i < count; i++) {
      bits[i] = i < EDGES.length ? EDGES[i] : i * 0x9e37_79b9;
    }
    PtxDevice device = new PtxDevice();
    long from = device.allocate((long) Integer.BYTES * count);
    long to = device.allocate((long) Integer.BYTES * Math.ceilDiv(count, 2));
    device.upload(MemorySegment.ofArray(bits), from);
    short[] got = new short[count];
    try (Queue queue = new Queue(device)) {
      BlasGemm.round(queue, from, to, count);
      queue.download(to, MemorySegment.ofArray(got));
    }
    for (int i = 0; i < count; i++) {
      int rounded = got[i] << 16;
      String of = Integer.toHexString(bits[i]);
      if (Float.isNaN(Float.intBitsToFloat(bits[i]))) {
        assertTrue(Float.isNaN(Float.intBitsToFloat(rounded)), of);
      } else {
        assertEquals(Integer.toHexString(nearest(bits[i])), Integer.toHexString(rounded), of);
      }
    }
  }

  /// Of the two neighbours with a mantissa of 7 bits the one that is less far away.
  private static int nearest(int bits) {
    int towardsZero = bits & 0xffff_0000;
    int away = towardsZero + 0x1_0000;
    double x = value(bits);
    double down = Math.abs(x - value(towardsZero));
    double up = Math.abs(value(away) - x);
    boolean even = (towardsZero & 0x1_0000) == 0;
    return up < down || (up == down && !even) ? away : towardsZero;
  }

  /// Where numbers end, the next would be 2 to the power of 128.
  private static double value(int bits) {
    float x = Float.intBitsToFloat(bits);
    return Float.isInfinite(x) ? Math.copySign(0x1p128, x) : x;
  }
}
