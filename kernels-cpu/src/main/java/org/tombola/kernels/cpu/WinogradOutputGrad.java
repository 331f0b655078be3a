package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.Lanes.LANES;
import static org.tombola.kernels.cpu.Simd.SPECIES;
import static org.tombola.kernels.cpu.Simd.WIDTH;

import jdk.incubator.vector.FloatVector;

/// The transform of the gradient of a tile's 4×4 outputs into Winograd's domain, `A dy Aᵀ`, in the
/// bands of [WinogradInput].
///
/// ```text
///       ┌ 1  0  0  0 ┐     band 0
///       │ 1  1  1  1 │     band 1: the sum of (1 0 1 0) and (0 1 0 1), and their difference
///   A = │ 1 −1  1 −1 │
///       │ 1  2  4  8 │     band 2: the same of (1 0 4 0) and (0 2 0 8)
///       │ 1 −2  4 −8 │
///       └ 0  0  0  1 ┘     band 3
/// ```
final class WinogradOutputGrad {
  private WinogradOutputGrad() {}

  /// The rows of a band of `A dy Aᵀ`: `v[to + (6·r + j)·step + 32·k + lane]` for its rows `r`,
  /// counted within the band, and six `j`.
  ///
  /// @param at where the 16 pixels are in `dy`
  static void band(int band, float[] dy, int[] at, int channels, float[] v, int to, int step) {
    int row = WinogradTiles.OUT;
    switch (band) {
      case 0 -> outer(dy, at, 0, channels, v, to, step);
      case 1 -> {
        even(1f, dy, at, channels, v, to, step);
        odd(1f, 1f, dy, at, channels, v, to, step);
      }
      case 2 -> {
        even(4f, dy, at, channels, v, to, step);
        odd(2f, 8f, dy, at, channels, v, to, step);
      }
      default -> outer(dy, at, 3 * row, channels, v, to, step);
    }
  }

  /// `dy[a]`, times `Aᵀ`.
  private static void outer(
      float[] dy, int[] at, int a, int channels, float[] v, int to, int step) {
    FloatVector two = FloatVector.broadcast(SPECIES, 2f);
    FloatVector four = FloatVector.broadcast(SPECIES, 4f);
    FloatVector eight = FloatVector.broadcast(SPECIES, 8f);
    for (int z = 0; z < channels * LANES; z += WIDTH) {
      int o = to + z;
      FloatVector t0 = FloatVector.fromArray(SPECIES, dy, at[a] + z);
      FloatVector t1 = FloatVector.fromArray(SPECIES, dy, at[a + 1] + z);
      FloatVector t2 = FloatVector.fromArray(SPECIES, dy, at[a + 2] + z);
      FloatVector t3 = FloatVector.fromArray(SPECIES, dy, at[a + 3] + z);
      t0.intoArray(v, o);
      FloatVector even = t0.add(t2);
      FloatVector odd = t1.add(t3);
      even.add(odd).intoArray(v, o + step);
      even.sub(odd).intoArray(v, o + 2 * step);
      even = four.fma(t2, t0);
      odd = eight.fma(t3, two.mul(t1));
      even.add(odd).intoArray(v, o + 3 * step);
      even.sub(odd).intoArray(v, o + 4 * step);
      t3.intoArray(v, o + 5 * step);
    }
  }

  /// `dy[row 0] + factor · dy[row 2]`, times `Aᵀ`.
  private static void even(
      float factor, float[] dy, int[] at, int channels, float[] v, int to, int step) {
    FloatVector two = FloatVector.broadcast(SPECIES, 2f);
    FloatVector four = FloatVector.broadcast(SPECIES, 4f);
    FloatVector eight = FloatVector.broadcast(SPECIES, 8f);
    FloatVector of2 = FloatVector.broadcast(SPECIES, factor);
    for (int z = 0; z < channels * LANES; z += WIDTH) {
      int o = to + z;
      FloatVector t0 =
          of2.fma(
              FloatVector.fromArray(SPECIES, dy, at[8] + z),
              FloatVector.fromArray(SPECIES, dy, at[0] + z));
      FloatVector t1 =
          of2.fma(
              FloatVector.fromArray(SPECIES, dy, at[9] + z),
              FloatVector.fromArray(SPECIES, dy, at[1] + z));
      FloatVector t2 =
          of2.fma(
              FloatVector.fromArray(SPECIES, dy, at[10] + z),
              FloatVector.fromArray(SPECIES, dy, at[2] + z));
      FloatVector t3 =
          of2.fma(
              FloatVector.fromArray(SPECIES, dy, at[11] + z),
              FloatVector.fromArray(SPECIES, dy, at[3] + z));
      t0.intoArray(v, o);
      FloatVector even = t0.add(t2);
      FloatVector odd = t1.add(t3);
      even.add(odd).intoArray(v, o + step);
      even.sub(odd).intoArray(v, o + 2 * step);
      even = four.fma(t2, t0);
      odd = eight.fma(t3, two.mul(t1));
      even.add(odd).intoArray(v, o + 3 * step);
      even.sub(odd).intoArray(v, o + 4 * step);
      t3.intoArray(v, o + 5 * step);
    }
  }

  /// `factor · dy[row 1] + other · dy[row 3]`, times `Aᵀ`: added to what `v` holds, the even row,
  /// and subtracted from it in the six planes that follow.
  private static void odd(
      float factor, float other, float[] dy, int[] at, int channels, float[] v, int to, int step) {
    FloatVector two = FloatVector.broadcast(SPECIES, 2f);
    FloatVector four = FloatVector.broadcast(SPECIES, 4f);
    FloatVector eight = FloatVector.broadcast(SPECIES, 8f);
    FloatVector of1 = FloatVector.broadcast(SPECIES, factor);
    FloatVector of3 = FloatVector.broadcast(SPECIES, other);
    for (int z = 0; z < channels * LANES; z += WIDTH) {
      int o = to + z;
      FloatVector t0 = of3.mul(FloatVector.fromArray(SPECIES, dy, at[12] + z));
      t0 = of1.fma(FloatVector.fromArray(SPECIES, dy, at[4] + z), t0);
      FloatVector t1 = of3.mul(FloatVector.fromArray(SPECIES, dy, at[13] + z));
      t1 = of1.fma(FloatVector.fromArray(SPECIES, dy, at[5] + z), t1);
      FloatVector t2 = of3.mul(FloatVector.fromArray(SPECIES, dy, at[14] + z));
      t2 = of1.fma(FloatVector.fromArray(SPECIES, dy, at[6] + z), t2);
      FloatVector t3 = of3.mul(FloatVector.fromArray(SPECIES, dy, at[15] + z));
      t3 = of1.fma(FloatVector.fromArray(SPECIES, dy, at[7] + z), t3);
      FloatVector p0 = t0;
      FloatVector q0 = FloatVector.fromArray(SPECIES, v, o);
      q0.add(p0).intoArray(v, o);
      q0.sub(p0).intoArray(v, o + 6 * step);
      FloatVector even = t0.add(t2);
      FloatVector odd = t1.add(t3);
      FloatVector p1 = even.add(odd);
      FloatVector q1 = FloatVector.fromArray(SPECIES, v, o + step);
      q1.add(p1).intoArray(v, o + step);
      q1.sub(p1).intoArray(v, o + 7 * step);
      FloatVector p2 = even.sub(odd);
      FloatVector q2 = FloatVector.fromArray(SPECIES, v, o + 2 * step);
      q2.add(p2).intoArray(v, o + 2 * step);
      q2.sub(p2).intoArray(v, o + 8 * step);
      even = four.fma(t2, t0);
      odd = eight.fma(t3, two.mul(t1));
      FloatVector p3 = even.add(odd);
      FloatVector q3 = FloatVector.fromArray(SPECIES, v, o + 3 * step);
      q3.add(p3).intoArray(v, o + 3 * step);
      q3.sub(p3).intoArray(v, o + 9 * step);
      FloatVector p4 = even.sub(odd);
      FloatVector q4 = FloatVector.fromArray(SPECIES, v, o + 4 * step);
      q4.add(p4).intoArray(v, o + 4 * step);
      q4.sub(p4).intoArray(v, o + 10 * step);
      FloatVector p5 = t3;
      FloatVector q5 = FloatVector.fromArray(SPECIES, v, o + 5 * step);
      q5.add(p5).intoArray(v, o + 5 * step);
      q5.sub(p5).intoArray(v, o + 11 * step);
    }
  }
}
