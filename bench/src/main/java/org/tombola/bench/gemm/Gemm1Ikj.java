package org.tombola.bench.gemm;

import java.util.Arrays;

/// The two inner loops exchanged: row `i` of `C` is a sum of rows of `B`.
///
/// Now the innermost loop walks along `b` and `c`, using all of every cache line, and its steps do
/// not depend on each other: the compiler makes vectors of it by itself. Every element still gets
/// its terms in the order of `k`, so the result is the same to the last bit as in [Gemm0Naive].
///
/// What is left to gain: a step loads two vectors and stores one for each multiplication and
/// addition, and all of `B` goes by for every row of `C`.
public final class Gemm1Ikj implements GemmRung {
  @Override
  public String idea() {
    return "loops exchanged: along rows, which the compiler turns into vectors";
  }

  @Override
  public void multiply(int n, float[] a, float[] b, float[] c) {
    Arrays.fill(c, 0, n * n, 0f);
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < n; k++) {
        addScaled(a[i * n + k], b, k * n, c, i * n, n);
      }
    }
  }

  /// `c[ci + j] += w · b[bi + j]` for `j` in `0 .. length`. A method of its own is compiled after
  /// thousands of calls, whoever calls it and however long that takes.
  static void addScaled(float w, float[] b, int bi, float[] c, int ci, int length) {
    for (int j = 0; j < length; j++) {
      c[ci + j] += w * b[bi + j];
    }
  }
}
