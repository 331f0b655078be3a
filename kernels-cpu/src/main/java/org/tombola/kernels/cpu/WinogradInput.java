package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.Lanes.LANES;
import static org.tombola.kernels.cpu.Simd.SPECIES;
import static org.tombola.kernels.cpu.Simd.WIDTH;

import jdk.incubator.vector.FloatVector;

/// The transform of a tile's 6×6 inputs into the domain where Winograd's convolution is a product,
/// `Bᵀ d B`.
///
/// ```text
///        ┌ 4  0 −5  0  1  0 ┐     band 0
///        │ 0 −4 −4  1  1  0 │     band 1: the sum of an even row (0 0 −4 0 1 0)
///   Bᵀ = │ 0  4 −4 −1  1  0 │             and an odd one (0 −4 0 1 0 0), and their difference
///        │ 0 −2 −1  2  1  0 │     band 2: the same of (0 0 −1 0 1 0) and (0 −2 0 2 0 0)
///        │ 0  2 −1 −2  1  0 │
///        └ 0  4  0 −5  0  1 ┘     band 3
/// ```
///
/// A band at a time, one row or two that share their terms, so that what is transformed before it
/// is multiplied fits a second-level cache.
///
/// Source: Lavin and Gray 2016 (CVPR), section 4.3.
final class WinogradInput {
  private WinogradInput() {}

  /// The rows of a band of `Bᵀ d B`: `v[to + (6·r + j)·step + 32·c + lane]` for its rows `r`,
  /// counted within the band, and six `j`.
  ///
  /// @param at where the 36 pixels are in `x`, from `first` on
  static void band(
      int band, float[] x, int[] at, int first, int channels, float[] v, int to, int step) {
    int row = WinogradTiles.IN;
    switch (band) {
      case 0 -> outer(x, at, first, channels, v, to, step);
      case 1 -> {
        even(-4f, x, at, first + 2 * row, channels, v, to, step);
        odd(-4f, 1f, x, at, first + row, channels, v, to, step);
      }
      case 2 -> {
        even(-1f, x, at, first + 2 * row, channels, v, to, step);
        odd(-2f, 2f, x, at, first + row, channels, v, to, step);
      }
      default -> outer(x, at, first + row, channels, v, to, step);
    }
  }

  /// `4 · d[a] − 5 · d[a + 2 rows] + d[a + 4 rows]`, times `B`.
  private static void outer(float[] x, int[] at, int a, int channels, float[] v, int to, int step) {
    FloatVector four = FloatVector.broadcast(SPECIES, 4f);
    FloatVector minusFive = FloatVector.broadcast(SPECIES, -5f);
    FloatVector minusFour = FloatVector.broadcast(SPECIES, -4f);
    FloatVector two = FloatVector.broadcast(SPECIES, 2f);
    int b = a + 2 * WinogradTiles.IN;
    int c = a + 4 * WinogradTiles.IN;
    for (int z = 0; z < channels * LANES; z += WIDTH) {
      int o = to + z;
      FloatVector t0 =
          minusFive.fma(
              FloatVector.fromArray(SPECIES, x, at[b] + z),
              FloatVector.fromArray(SPECIES, x, at[c] + z));
      t0 = four.fma(FloatVector.fromArray(SPECIES, x, at[a] + z), t0);
      FloatVector t1 =
          minusFive.fma(
              FloatVector.fromArray(SPECIES, x, at[b + 1] + z),
              FloatVector.fromArray(SPECIES, x, at[c + 1] + z));
      t1 = four.fma(FloatVector.fromArray(SPECIES, x, at[a + 1] + z), t1);
      FloatVector t2 =
          minusFive.fma(
              FloatVector.fromArray(SPECIES, x, at[b + 2] + z),
              FloatVector.fromArray(SPECIES, x, at[c + 2] + z));
      t2 = four.fma(FloatVector.fromArray(SPECIES, x, at[a + 2] + z), t2);
      FloatVector t3 =
          minusFive.fma(
              FloatVector.fromArray(SPECIES, x, at[b + 3] + z),
              FloatVector.fromArray(SPECIES, x, at[c + 3] + z));
      t3 = four.fma(FloatVector.fromArray(SPECIES, x, at[a + 3] + z), t3);
      FloatVector t4 =
          minusFive.fma(
              FloatVector.fromArray(SPECIES, x, at[b + 4] + z),
              FloatVector.fromArray(SPECIES, x, at[c + 4] + z));
      t4 = four.fma(FloatVector.fromArray(SPECIES, x, at[a + 4] + z), t4);
      FloatVector t5 =
          minusFive.fma(
              FloatVector.fromArray(SPECIES, x, at[b + 5] + z),
              FloatVector.fromArray(SPECIES, x, at[c + 5] + z));
      t5 = four.fma(FloatVector.fromArray(SPECIES, x, at[a + 5] + z), t5);
      FloatVector first = four.fma(t0, minusFive.fma(t2, t4));
      FloatVector last = four.fma(t1, minusFive.fma(t3, t5));
      FloatVector even = minusFour.fma(t2, t4);
      FloatVector odd = minusFour.fma(t1, t3);
      first.intoArray(v, o);
      even.add(odd).intoArray(v, o + step);
      even.sub(odd).intoArray(v, o + 2 * step);
      even = t4.sub(t2);
      odd = t3.sub(t1).mul(two);
      even.add(odd).intoArray(v, o + 3 * step);
      even.sub(odd).intoArray(v, o + 4 * step);
      last.intoArray(v, o + 5 * step);
    }
  }

  /// `ofA · d[a] + d[a + 2 rows]`, times `B`.
  private static void even(
      float ofA, float[] x, int[] at, int a, int channels, float[] v, int to, int step) {
    FloatVector four = FloatVector.broadcast(SPECIES, 4f);
    FloatVector minusFive = FloatVector.broadcast(SPECIES, -5f);
    FloatVector minusFour = FloatVector.broadcast(SPECIES, -4f);
    FloatVector two = FloatVector.broadcast(SPECIES, 2f);
    FloatVector factor = FloatVector.broadcast(SPECIES, ofA);
    int b = a + 2 * WinogradTiles.IN;
    for (int z = 0; z < channels * LANES; z += WIDTH) {
      int o = to + z;
      FloatVector t0 =
          factor.fma(
              FloatVector.fromArray(SPECIES, x, at[a] + z),
              FloatVector.fromArray(SPECIES, x, at[b] + z));
      FloatVector t1 =
          factor.fma(
              FloatVector.fromArray(SPECIES, x, at[a + 1] + z),
              FloatVector.fromArray(SPECIES, x, at[b + 1] + z));
      FloatVector t2 =
          factor.fma(
              FloatVector.fromArray(SPECIES, x, at[a + 2] + z),
              FloatVector.fromArray(SPECIES, x, at[b + 2] + z));
      FloatVector t3 =
          factor.fma(
              FloatVector.fromArray(SPECIES, x, at[a + 3] + z),
              FloatVector.fromArray(SPECIES, x, at[b + 3] + z));
      FloatVector t4 =
          factor.fma(
              FloatVector.fromArray(SPECIES, x, at[a + 4] + z),
              FloatVector.fromArray(SPECIES, x, at[b + 4] + z));
      FloatVector t5 =
          factor.fma(
              FloatVector.fromArray(SPECIES, x, at[a + 5] + z),
              FloatVector.fromArray(SPECIES, x, at[b + 5] + z));
      FloatVector first = four.fma(t0, minusFive.fma(t2, t4));
      FloatVector last = four.fma(t1, minusFive.fma(t3, t5));
      FloatVector even = minusFour.fma(t2, t4);
      FloatVector odd = minusFour.fma(t1, t3);
      first.intoArray(v, o);
      even.add(odd).intoArray(v, o + step);
      even.sub(odd).intoArray(v, o + 2 * step);
      even = t4.sub(t2);
      odd = t3.sub(t1).mul(two);
      even.add(odd).intoArray(v, o + 3 * step);
      even.sub(odd).intoArray(v, o + 4 * step);
      last.intoArray(v, o + 5 * step);
    }
  }

  /// `ofA · d[a] + ofB · d[a + 2 rows]`, times `B`: added to what `v` holds, the even row, and
  /// subtracted from it in the six planes that follow.
  private static void odd(
      float ofA, float ofB, float[] x, int[] at, int a, int channels, float[] v, int to, int step) {
    FloatVector four = FloatVector.broadcast(SPECIES, 4f);
    FloatVector minusFive = FloatVector.broadcast(SPECIES, -5f);
    FloatVector minusFour = FloatVector.broadcast(SPECIES, -4f);
    FloatVector two = FloatVector.broadcast(SPECIES, 2f);
    FloatVector left = FloatVector.broadcast(SPECIES, ofA);
    FloatVector right = FloatVector.broadcast(SPECIES, ofB);
    int b = a + 2 * WinogradTiles.IN;
    for (int z = 0; z < channels * LANES; z += WIDTH) {
      int o = to + z;
      FloatVector t0 = right.mul(FloatVector.fromArray(SPECIES, x, at[b] + z));
      t0 = left.fma(FloatVector.fromArray(SPECIES, x, at[a] + z), t0);
      FloatVector t1 = right.mul(FloatVector.fromArray(SPECIES, x, at[b + 1] + z));
      t1 = left.fma(FloatVector.fromArray(SPECIES, x, at[a + 1] + z), t1);
      FloatVector t2 = right.mul(FloatVector.fromArray(SPECIES, x, at[b + 2] + z));
      t2 = left.fma(FloatVector.fromArray(SPECIES, x, at[a + 2] + z), t2);
      FloatVector t3 = right.mul(FloatVector.fromArray(SPECIES, x, at[b + 3] + z));
      t3 = left.fma(FloatVector.fromArray(SPECIES, x, at[a + 3] + z), t3);
      FloatVector t4 = right.mul(FloatVector.fromArray(SPECIES, x, at[b + 4] + z));
      t4 = left.fma(FloatVector.fromArray(SPECIES, x, at[a + 4] + z), t4);
      FloatVector t5 = right.mul(FloatVector.fromArray(SPECIES, x, at[b + 5] + z));
      t5 = left.fma(FloatVector.fromArray(SPECIES, x, at[a + 5] + z), t5);
      FloatVector first = four.fma(t0, minusFive.fma(t2, t4));
      FloatVector last = four.fma(t1, minusFive.fma(t3, t5));
      FloatVector even = minusFour.fma(t2, t4);
      FloatVector odd = minusFour.fma(t1, t3);
      FloatVector p0 = first;
      FloatVector q0 = FloatVector.fromArray(SPECIES, v, o);
      q0.add(p0).intoArray(v, o);
      q0.sub(p0).intoArray(v, o + 6 * step);
      FloatVector p1 = even.add(odd);
      FloatVector q1 = FloatVector.fromArray(SPECIES, v, o + step);
      q1.add(p1).intoArray(v, o + step);
      q1.sub(p1).intoArray(v, o + 7 * step);
      FloatVector p2 = even.sub(odd);
      FloatVector q2 = FloatVector.fromArray(SPECIES, v, o + 2 * step);
      q2.add(p2).intoArray(v, o + 2 * step);
      q2.sub(p2).intoArray(v, o + 8 * step);
      even = t4.sub(t2);
      odd = t3.sub(t1).mul(two);
      FloatVector p3 = even.add(odd);
      FloatVector q3 = FloatVector.fromArray(SPECIES, v, o + 3 * step);
      q3.add(p3).intoArray(v, o + 3 * step);
      q3.sub(p3).intoArray(v, o + 9 * step);
      FloatVector p4 = even.sub(odd);
      FloatVector q4 = FloatVector.fromArray(SPECIES, v, o + 4 * step);
      q4.add(p4).intoArray(v, o + 4 * step);
      q4.sub(p4).intoArray(v, o + 10 * step);
      FloatVector p5 = last;
      FloatVector q5 = FloatVector.fromArray(SPECIES, v, o + 5 * step);
      q5.add(p5).intoArray(v, o + 5 * step);
      q5.sub(p5).intoArray(v, o + 11 * step);
    }
  }
}
