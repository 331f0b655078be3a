package org.tombola.bench.gemm;

import java.util.Arrays;

/// [Gemm1Ikj] on a block of `B` at a time, small enough to stay in a cache while all rows of `A`
/// pass by it.
///
/// ```text
///            ┌───┬───┬───┐     a block: DEPTH rows by WIDTH columns of B
///            │   │ ▒ │   │  B
///            └───┴───┴───┘     for each row i: WIDTH floats of C meet DEPTH numbers of A;
///   ┌─▒─┐    ┌───┬───┬───┐     the row of C stays in the first-level cache,
/// A │ ▒ │    │   │ ▒ │   │  C  the block of B in the second
///   └─▒─┘    └───┴───┴───┘
/// ```
///
/// Without blocks, `B` is read `n` times from wherever it fits: for `n = 1024` that is 4 MiB from
/// the third-level cache or from memory, for each of 1024 rows. With blocks it is read once from
/// there. The number of loads and stores is what it was, and while those are what takes the time, a
/// core that has a large cache to itself gains little. The idea pays in [Gemm4Packed], whose
/// arithmetic is fast enough to be kept waiting.
public final class Gemm2Blocked implements GemmRung {
  /// Rows of a block of `B`.
  private static final int DEPTH = 64;

  /// Columns of a block; 64 by 512 floats are 128 KiB.
  private static final int WIDTH = 512;

  @Override
  public String idea() {
    return "blocks of B that stay in a cache";
  }

  @Override
  public void multiply(int n, float[] a, float[] b, float[] c) {
    Arrays.fill(c, 0, n * n, 0f);
    float[][] rows = new float[DEPTH][WIDTH];
    float[] sum = new float[WIDTH];
    for (int k = 0; k < n; k += DEPTH) {
      for (int j = 0; j < n; j += WIDTH) {
        int depth = Math.min(DEPTH, n - k);
        int width = Math.min(WIDTH, n - j);
        for (int r = 0; r < depth; r++) {
          System.arraycopy(b, (k + r) * n + j, rows[r], 0, width);
        }
        for (int i = 0; i < n; i++) {
          addRow(depth, a, i * n + k, rows, c, i * n + j, width, sum);
        }
      }
    }
  }

  /// Adds to `width` floats of `C`, from `at` on, what `depth` numbers of `A` make of a block of
  /// `B`.
  private static void addRow(
      int depth, float[] a, int a0, float[][] rows, float[] c, int at, int width, float[] sum) {
    System.arraycopy(c, at, sum, 0, width);
    for (int r = 0; r < depth; r++) {
      Gemm1Ikj.addScaled(a[a0 + r], rows[r], sum, width);
    }
    System.arraycopy(sum, 0, c, at, width);
  }
}
