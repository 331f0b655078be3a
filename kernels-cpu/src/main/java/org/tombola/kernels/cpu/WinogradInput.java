package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.Lanes.LANES;
import static org.tombola.kernels.cpu.Simd.SPECIES;
import static org.tombola.kernels.cpu.Simd.WIDTH;

import jdk.incubator.vector.FloatVector;

/// The transforms into the domain where Winograd's convolution is a product: one row of `Bᵀ d B`
/// for the 6×6 inputs of a tile, and one of `A dy Aᵀ` for its 4×4 outputs.
///
/// ```text
///        ┌ 4  0 −5  0  1  0 ┐            ┌ 1  0  0  0 ┐
///        │ 0 −4 −4  1  1  0 │            │ 1  1  1  1 │
///   Bᵀ = │ 0  4 −4 −1  1  0 │        A = │ 1 −1  1 −1 │
///        │ 0 −2 −1  2  1  0 │            │ 1  2  4  8 │
///        │ 0  2 −1 −2  1  0 │            │ 1 −2  4 −8 │
///        └ 0  4  0 −5  0  1 ┘            └ 0  0  0  1 ┘
/// ```
///
/// A row at a time, so that what is transformed before it is multiplied fits a second-level cache:
/// a row of the first product is a sum of four rows of `d` at most, and is never stored.
///
/// Source: Lavin and Gray 2016 (CVPR), section 4.3.
final class WinogradInput {
  /// Rows of `d` with a factor in each row of `Bᵀ`, and the factors; the last one is 1.
  private static final int[][] ROWS = {
    {0, 2, 0, 4}, {1, 2, 3, 4}, {1, 2, 3, 4}, {1, 2, 3, 4}, {1, 2, 3, 4}, {1, 3, 1, 5}
  };

  private static final float[][] FACTORS = {
    {4, -5, 0}, {-4, -4, 1}, {4, -4, -1}, {-2, -1, 2}, {2, -1, -2}, {4, -5, 0}
  };

  private static final float[][] OUTPUT_FACTORS = {
    {1, 0, 0, 0}, {1, 1, 1, 1}, {1, -1, 1, -1}, {1, 2, 4, 8}, {1, -2, 4, -8}, {0, 0, 0, 1}
  };

  private WinogradInput() {}

  /// Row `i` of `Bᵀ d B`: `v[to + j·step + 32·c + lane]` for six `j`.
  ///
  /// @param at where the 36 pixels are in `x`, from `first` on
  static void inputs(
      int i, float[] x, int[] at, int first, int channels, float[] v, int to, int step) {
    int a = first + ROWS[i][0] * WinogradTiles.IN;
    int b = first + ROWS[i][1] * WinogradTiles.IN;
    int c = first + ROWS[i][2] * WinogradTiles.IN;
    int d = first + ROWS[i][3] * WinogradTiles.IN;
    float[] factors = FACTORS[i];
    inputs(x, at, a, b, c, d, factors[0], factors[1], factors[2], channels, v, to, step);
  }

  private static void inputs(
      float[] x,
      int[] at,
      int a,
      int b,
      int c,
      int d,
      float ofA,
      float ofB,
      float ofC,
      int channels,
      float[] v,
      int to,
      int step) {
    FloatVector fa = FloatVector.broadcast(SPECIES, ofA);
    FloatVector fb = FloatVector.broadcast(SPECIES, ofB);
    FloatVector fc = FloatVector.broadcast(SPECIES, ofC);
    FloatVector four = FloatVector.broadcast(SPECIES, 4f);
    FloatVector minusFive = FloatVector.broadcast(SPECIES, -5f);
    FloatVector minusFour = FloatVector.broadcast(SPECIES, -4f);
    FloatVector two = FloatVector.broadcast(SPECIES, 2f);
    for (int z = 0; z < channels * LANES; z += WIDTH) {
      int o = to + z;
      FloatVector t0 = FloatVector.fromArray(SPECIES, x, at[d] + z);
      t0 = fa.fma(FloatVector.fromArray(SPECIES, x, at[a] + z), t0);
      t0 = fb.fma(FloatVector.fromArray(SPECIES, x, at[b] + z), t0);
      t0 = fc.fma(FloatVector.fromArray(SPECIES, x, at[c] + z), t0);
      FloatVector t1 = FloatVector.fromArray(SPECIES, x, at[d + 1] + z);
      t1 = fa.fma(FloatVector.fromArray(SPECIES, x, at[a + 1] + z), t1);
      t1 = fb.fma(FloatVector.fromArray(SPECIES, x, at[b + 1] + z), t1);
      t1 = fc.fma(FloatVector.fromArray(SPECIES, x, at[c + 1] + z), t1);
      FloatVector t2 = FloatVector.fromArray(SPECIES, x, at[d + 2] + z);
      t2 = fa.fma(FloatVector.fromArray(SPECIES, x, at[a + 2] + z), t2);
      t2 = fb.fma(FloatVector.fromArray(SPECIES, x, at[b + 2] + z), t2);
      t2 = fc.fma(FloatVector.fromArray(SPECIES, x, at[c + 2] + z), t2);
      FloatVector t3 = FloatVector.fromArray(SPECIES, x, at[d + 3] + z);
      t3 = fa.fma(FloatVector.fromArray(SPECIES, x, at[a + 3] + z), t3);
      t3 = fb.fma(FloatVector.fromArray(SPECIES, x, at[b + 3] + z), t3);
      t3 = fc.fma(FloatVector.fromArray(SPECIES, x, at[c + 3] + z), t3);
      FloatVector t4 = FloatVector.fromArray(SPECIES, x, at[d + 4] + z);
      t4 = fa.fma(FloatVector.fromArray(SPECIES, x, at[a + 4] + z), t4);
      t4 = fb.fma(FloatVector.fromArray(SPECIES, x, at[b + 4] + z), t4);
      t4 = fc.fma(FloatVector.fromArray(SPECIES, x, at[c + 4] + z), t4);
      FloatVector t5 = FloatVector.fromArray(SPECIES, x, at[d + 5] + z);
      t5 = fa.fma(FloatVector.fromArray(SPECIES, x, at[a + 5] + z), t5);
      t5 = fb.fma(FloatVector.fromArray(SPECIES, x, at[b + 5] + z), t5);
      t5 = fc.fma(FloatVector.fromArray(SPECIES, x, at[c + 5] + z), t5);
      four.fma(t0, minusFive.fma(t2, t4)).intoArray(v, o);
      four.fma(t1, minusFive.fma(t3, t5)).intoArray(v, o + 5 * step);
      FloatVector even = minusFour.fma(t2, t4);
      FloatVector odd = minusFour.fma(t1, t3);
      even.add(odd).intoArray(v, o + step);
      even.sub(odd).intoArray(v, o + 2 * step);
      even = t4.sub(t2);
      odd = t3.sub(t1).mul(two);
      even.add(odd).intoArray(v, o + 3 * step);
      even.sub(odd).intoArray(v, o + 4 * step);
    }
  }

  /// Row `i` of `A dy Aᵀ`: `v[to + j·step + 32·c + lane]` for six `j` and all 32 samples.
  ///
  /// @param at where the 16 pixels are in `dy`, from `first` on
  static void outputs(
      int i, float[] dy, int[] at, int first, int channels, float[] v, int to, int step) {
    FloatVector fa = FloatVector.broadcast(SPECIES, OUTPUT_FACTORS[i][0]);
    FloatVector fb = FloatVector.broadcast(SPECIES, OUTPUT_FACTORS[i][1]);
    FloatVector fc = FloatVector.broadcast(SPECIES, OUTPUT_FACTORS[i][2]);
    FloatVector fd = FloatVector.broadcast(SPECIES, OUTPUT_FACTORS[i][3]);
    FloatVector two = FloatVector.broadcast(SPECIES, 2f);
    FloatVector four = FloatVector.broadcast(SPECIES, 4f);
    FloatVector eight = FloatVector.broadcast(SPECIES, 8f);
    for (int z = 0; z < channels * LANES; z += WIDTH) {
      int o = to + z;
      FloatVector t0 = fa.mul(FloatVector.fromArray(SPECIES, dy, at[first] + z));
      t0 = fb.fma(FloatVector.fromArray(SPECIES, dy, at[first + 4] + z), t0);
      t0 = fc.fma(FloatVector.fromArray(SPECIES, dy, at[first + 8] + z), t0);
      t0 = fd.fma(FloatVector.fromArray(SPECIES, dy, at[first + 12] + z), t0);
      FloatVector t1 = fa.mul(FloatVector.fromArray(SPECIES, dy, at[first + 1] + z));
      t1 = fb.fma(FloatVector.fromArray(SPECIES, dy, at[first + 5] + z), t1);
      t1 = fc.fma(FloatVector.fromArray(SPECIES, dy, at[first + 9] + z), t1);
      t1 = fd.fma(FloatVector.fromArray(SPECIES, dy, at[first + 13] + z), t1);
      FloatVector t2 = fa.mul(FloatVector.fromArray(SPECIES, dy, at[first + 2] + z));
      t2 = fb.fma(FloatVector.fromArray(SPECIES, dy, at[first + 6] + z), t2);
      t2 = fc.fma(FloatVector.fromArray(SPECIES, dy, at[first + 10] + z), t2);
      t2 = fd.fma(FloatVector.fromArray(SPECIES, dy, at[first + 14] + z), t2);
      FloatVector t3 = fa.mul(FloatVector.fromArray(SPECIES, dy, at[first + 3] + z));
      t3 = fb.fma(FloatVector.fromArray(SPECIES, dy, at[first + 7] + z), t3);
      t3 = fc.fma(FloatVector.fromArray(SPECIES, dy, at[first + 11] + z), t3);
      t3 = fd.fma(FloatVector.fromArray(SPECIES, dy, at[first + 15] + z), t3);
      t0.intoArray(v, o);
      t3.intoArray(v, o + 5 * step);
      FloatVector even = t0.add(t2);
      FloatVector odd = t1.add(t3);
      even.add(odd).intoArray(v, o + step);
      even.sub(odd).intoArray(v, o + 2 * step);
      even = four.fma(t2, t0);
      odd = eight.fma(t3, two.mul(t1));
      even.add(odd).intoArray(v, o + 3 * step);
      even.sub(odd).intoArray(v, o + 4 * step);
    }
  }
}
