package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.Lanes.LANES;
import static org.tombola.kernels.cpu.Simd.SPECIES;
import static org.tombola.kernels.cpu.Simd.WIDTH;

import jdk.incubator.vector.FloatVector;

/// The way back from Winograd's domain to the outputs of a tile, `Aᵀ m A`, in two steps: the
/// columns of one row of `m` at a time as soon as it is computed, all rows at the end.
///
/// ```text
///        ┌ 1  1  1  1  1  0 ┐
///   Aᵀ = │ 0  1 −1  2 −2  0 │
///        │ 0  1  1  4  4  0 │
///        └ 0  1 −1  8 −8  1 ┘
/// ```
final class WinogradOutput {
  private WinogradOutput() {}

  /// `s[to + j·sStep + z] = Σ_l m[from + l·mStep + z] · A[l][j]` for four `j` and `z` below
  /// `length`.
  static void columns(float[] m, int from, int mStep, float[] s, int to, int sStep, int length) {
    FloatVector two = FloatVector.broadcast(SPECIES, 2f);
    FloatVector four = FloatVector.broadcast(SPECIES, 4f);
    FloatVector eight = FloatVector.broadcast(SPECIES, 8f);
    for (int z = 0; z < length; z += WIDTH) {
      int i = from + z;
      int o = to + z;
      FloatVector m1 = FloatVector.fromArray(SPECIES, m, i + mStep);
      FloatVector m2 = FloatVector.fromArray(SPECIES, m, i + 2 * mStep);
      FloatVector m3 = FloatVector.fromArray(SPECIES, m, i + 3 * mStep);
      FloatVector m4 = FloatVector.fromArray(SPECIES, m, i + 4 * mStep);
      FloatVector a = m1.add(m2);
      FloatVector b = m1.sub(m2);
      FloatVector c = m3.add(m4);
      FloatVector d = m3.sub(m4);
      FloatVector.fromArray(SPECIES, m, i).add(a).add(c).intoArray(s, o);
      two.fma(d, b).intoArray(s, o + sStep);
      four.fma(c, a).intoArray(s, o + 2 * sStep);
      b = b.add(FloatVector.fromArray(SPECIES, m, i + 5 * mStep));
      eight.fma(d, b).intoArray(s, o + 3 * sStep);
    }
  }

  /// One column of a tile's outputs: `y[to + r·yStep + 32·k + lane] = start[k] + Σ_l Aᵀ[r][l] ·
  /// s[from + l·sStep + 32·k + lane]` for `r` below `rows`.
  ///
  /// @param start the bias, from [Lanes#ORIGIN]
  static void rows(
      float[] s,
      int from,
      int sStep,
      float[] start,
      int channels,
      float[] y,
      int to,
      int yStep,
      int rows) {
    FloatVector two = FloatVector.broadcast(SPECIES, 2f);
    FloatVector four = FloatVector.broadcast(SPECIES, 4f);
    FloatVector eight = FloatVector.broadcast(SPECIES, 8f);
    for (int k = 0; k < channels; k++) {
      FloatVector bias = FloatVector.broadcast(SPECIES, start[Lanes.ORIGIN + k]);
      for (int lane = 0; lane < LANES; lane += WIDTH) {
        int i = from + k * LANES + lane;
        int o = to + k * LANES + lane;
        FloatVector s1 = FloatVector.fromArray(SPECIES, s, i + sStep);
        FloatVector s2 = FloatVector.fromArray(SPECIES, s, i + 2 * sStep);
        FloatVector s3 = FloatVector.fromArray(SPECIES, s, i + 3 * sStep);
        FloatVector s4 = FloatVector.fromArray(SPECIES, s, i + 4 * sStep);
        FloatVector a = s1.add(s2).add(bias);
        FloatVector b = s1.sub(s2).add(bias);
        FloatVector c = s3.add(s4);
        FloatVector d = s3.sub(s4);
        FloatVector.fromArray(SPECIES, s, i).add(a).add(c).intoArray(y, o);
        if (rows > 1) {
          two.fma(d, b).intoArray(y, o + yStep);
        }
        if (rows > 2) {
          four.fma(c, a).intoArray(y, o + 2 * yStep);
        }
        if (rows > 3) {
          b = b.add(FloatVector.fromArray(SPECIES, s, i + 5 * sStep));
          eight.fma(d, b).intoArray(y, o + 3 * yStep);
        }
      }
    }
  }
}
