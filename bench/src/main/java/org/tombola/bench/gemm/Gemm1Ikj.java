package org.tombola.bench.gemm;

import java.util.Arrays;

/// The two inner loops exchanged: row `i` of `C` is a sum of rows of `B`.
///
/// Now the innermost loop walks along a row of `B` and a row of `C`, using all of every cache line,
/// and its steps do not depend on each other: the compiler makes vectors of it by itself. Every
/// element still gets its terms in the order of `k`, so the result is the same to the last bit as
/// in [Gemm0Naive].
///
/// The compiler must see that the steps are independent. Of `c[i·n + j] += w · b[k·n + j]` it does
/// not know whether `b` and `c` are one array and the rows overlap; with one and the same index on
/// both sides, as in [#addScaled], even that would do no harm. Hence rows that are arrays of their
/// own, `n²` copies for `n³` multiply-adds.
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
    float[][] rows = new float[n][];
    for (int k = 0; k < n; k++) {
      rows[k] = Arrays.copyOfRange(b, k * n, (k + 1) * n);
    }
    float[] sum = new float[n];
    for (int i = 0; i < n; i++) {
      Arrays.fill(sum, 0f);
      for (int k = 0; k < n; k++) {
        addScaled(a[i * n + k], rows[k], sum, n);
      }
      System.arraycopy(sum, 0, c, i * n, n);
    }
  }

  /// `sum[j] += w · row[j]` for `j` in `0 .. length`. A method of its own is compiled after
  /// thousands of calls, whoever calls it and however long that takes.
  static void addScaled(float w, float[] row, float[] sum, int length) {
    for (int j = 0; j < length; j++) {
      sum[j] += w * row[j];
    }
  }
}
