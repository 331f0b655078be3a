package org.tombola.kernels.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class ExponentialsTest {
  private static final float[] ODD = {
    0f,
    -0f,
    Float.MIN_VALUE,
    Float.MIN_NORMAL,
    1f,
    -1f,
    -87.5f,
    -100f,
    -104.5f,
    -1e30f,
    88.7f,
    89f,
    Float.MAX_VALUE,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.NaN
  };

  private interface Kernel {
    void run(float[] x, float[] out, int from, int to, int step);
  }

  @Test
  void agree_with_double_precision_within_two_units_in_the_last_place() {
    float[] signed = new float[1 << 14];
    float[] positive = new float[1 << 14];
    for (int i = 0; i < signed.length; i++) {
      signed[i] = (i - (1 << 13)) * 0.0127f;
      positive[i] = (float) StrictMath.exp(signed[i] * 0.85);
    }
    check(Exponentials::exp, StrictMath::exp, signed);
    check(ExponentialsTest::log, StrictMath::log, positive);
    check(ExponentialsTest::log1p, StrictMath::log1p, positive);
  }

  @Test
  void know_the_edges() {
    check(Exponentials::exp, StrictMath::exp, ODD);
    check(ExponentialsTest::log, StrictMath::log, ODD);
    assertEquals(0f, apply(ExponentialsTest::log, new float[] {1f})[0]);
    assertEquals(1f, apply(Exponentials::exp, new float[] {0f})[0]);
  }

  /// What the interpreter gives and what the compiler gives later are the same bytes.
  @Test
  void give_the_same_bytes_before_and_after_compilation() {
    float[] x = new float[1 << 12];
    for (int i = 0; i < x.length; i++) {
      x[i] = (i % 2 == 0 ? i : -i) * 0.003f;
    }
    float[] firstExp = apply(Exponentials::exp, x);
    float[] positive = firstExp;
    float[] firstLog = apply(ExponentialsTest::log1p, positive);
    for (int again = 0; again < 400; again++) {
      assertArrayEquals(firstExp, apply(Exponentials::exp, x));
      assertArrayEquals(firstLog, apply(ExponentialsTest::log1p, positive));
    }
  }

  private static void log(float[] x, float[] out, int from, int to, int step) {
    Exponentials.log(0f, x, out, from, to, step);
  }

  private static void log1p(float[] x, float[] out, int from, int to, int step) {
    Exponentials.log(1f, x, out, from, to, step);
  }

  private static void check(Kernel vector, DoubleUnaryOperator exact, float[] x) {
    float[] found = apply(vector, x);
    for (int i = 0; i < x.length; i++) {
      float expected = (float) exact.applyAsDouble(x[i]);
      boolean same = Float.compare(expected, found[i]) == 0;
      assertTrue(
          same || Math.abs(expected - found[i]) <= 2 * Math.ulp(expected),
          "f(" + x[i] + ") = " + found[i] + ", expected " + expected);
    }
  }

  private static float[] apply(Kernel f, float[] x) {
    float[] in = Arrays.copyOf(x, (x.length + Simd.WIDTH - 1) / Simd.WIDTH * Simd.WIDTH);
    float[] out = new float[in.length];
    f.run(in, out, 0, in.length, Simd.WIDTH);
    return Arrays.copyOf(out, x.length);
  }
}
