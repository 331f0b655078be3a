package org.tombola.bench.gemm;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// A tile of `C`, six rows by two vectors, stays in registers for the whole sum over `k`.
///
/// ```text
///                  ┌────┬────┐
///           B  k ▸ │ x0 │ x1 │      a step of k: 2 loads, 6 broadcasts,
///                  └────┴────┘                   12 multiply-adds
///      k
///      ▾           ┌────┬────┐
///    ┌───┐   a0 ▸  │ c00│ c01│      [Gemm1Ikj] in the same step: 24 loads,
///  A │   │    :    │  : │  : │                   12 stores
///    └───┘   a5 ▸  │ c50│ c51│
///                  └────┴────┘
/// ```
///
/// Two multiply-adds can start in a cycle and each takes four, so at least eight must be under way
/// that do not wait for each other: twelve are. They fit, with the two loads and the broadcast,
/// into the sixteen vector registers that the oldest machines have.
///
/// What is left to gain: the tile reads `B` with a stride of `n`, a new cache line and soon a new
/// page at every step, and `A` from six places at once. For `n` a power of two the lines even fall
/// on each other in the cache.
public final class Gemm3Vector implements GemmRung {
  /// A constant, or the compiler would not know which instructions to use.
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  private static final int WIDTH = SPECIES.length();
  private static final int ROWS = 6;
  private static final int COLUMNS = 2 * WIDTH;

  @Override
  public String idea() {
    return "a tile of C in vector registers";
  }

  /// The last tile of a row or column moves back until it fits; what is computed twice comes out
  /// the same.
  @Override
  public void multiply(int n, float[] a, float[] b, float[] c) {
    if (n < ROWS || n < COLUMNS) {
      new Gemm1Ikj().multiply(n, a, b, c);
      return;
    }
    for (int j = 0; j < n; j += COLUMNS) {
      for (int i = 0; i < n; i += ROWS) {
        tile(n, a, Math.min(i, n - ROWS), b, Math.min(j, n - COLUMNS), c);
      }
    }
  }

  /// The tile of `C` whose first element is in row `i`, column `j`. The accumulators are locals
  /// with names because an array of vectors would live in memory.
  private static void tile(int n, float[] a, int i, float[] b, int j, float[] c) {
    FloatVector c00 = FloatVector.zero(SPECIES);
    FloatVector c01 = FloatVector.zero(SPECIES);
    FloatVector c10 = FloatVector.zero(SPECIES);
    FloatVector c11 = FloatVector.zero(SPECIES);
    FloatVector c20 = FloatVector.zero(SPECIES);
    FloatVector c21 = FloatVector.zero(SPECIES);
    FloatVector c30 = FloatVector.zero(SPECIES);
    FloatVector c31 = FloatVector.zero(SPECIES);
    FloatVector c40 = FloatVector.zero(SPECIES);
    FloatVector c41 = FloatVector.zero(SPECIES);
    FloatVector c50 = FloatVector.zero(SPECIES);
    FloatVector c51 = FloatVector.zero(SPECIES);
    int a0 = i * n;
    int a1 = i * n + 1 * n;
    int a2 = i * n + 2 * n;
    int a3 = i * n + 3 * n;
    int a4 = i * n + 4 * n;
    int a5 = i * n + 5 * n;
    for (int k = 0; k < n; k++) {
      FloatVector x0 = FloatVector.fromArray(SPECIES, b, k * n + j);
      FloatVector x1 = FloatVector.fromArray(SPECIES, b, k * n + j + WIDTH);
      FloatVector w;
      w = FloatVector.broadcast(SPECIES, a[a0 + k]);
      c00 = w.fma(x0, c00);
      c01 = w.fma(x1, c01);
      w = FloatVector.broadcast(SPECIES, a[a1 + k]);
      c10 = w.fma(x0, c10);
      c11 = w.fma(x1, c11);
      w = FloatVector.broadcast(SPECIES, a[a2 + k]);
      c20 = w.fma(x0, c20);
      c21 = w.fma(x1, c21);
      w = FloatVector.broadcast(SPECIES, a[a3 + k]);
      c30 = w.fma(x0, c30);
      c31 = w.fma(x1, c31);
      w = FloatVector.broadcast(SPECIES, a[a4 + k]);
      c40 = w.fma(x0, c40);
      c41 = w.fma(x1, c41);
      w = FloatVector.broadcast(SPECIES, a[a5 + k]);
      c50 = w.fma(x0, c50);
      c51 = w.fma(x1, c51);
    }
    int at = i * n + j;
    c00.intoArray(c, at);
    c01.intoArray(c, at + WIDTH);
    c10.intoArray(c, at + 1 * n);
    c11.intoArray(c, at + 1 * n + WIDTH);
    c20.intoArray(c, at + 2 * n);
    c21.intoArray(c, at + 2 * n + WIDTH);
    c30.intoArray(c, at + 3 * n);
    c31.intoArray(c, at + 3 * n + WIDTH);
    c40.intoArray(c, at + 4 * n);
    c41.intoArray(c, at + 4 * n + WIDTH);
    c50.intoArray(c, at + 5 * n);
    c51.intoArray(c, at + 5 * n + WIDTH);
  }
}
