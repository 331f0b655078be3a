package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.Lanes.LANES;
import static org.tombola.kernels.cpu.Simd.SPECIES;
import static org.tombola.kernels.cpu.Simd.WIDTH;
import static org.tombola.kernels.cpu.SparseTile.INDEX;
import static org.tombola.kernels.cpu.SparseTile.V1;
import static org.tombola.kernels.cpu.SparseTile.V2;
import static org.tombola.kernels.cpu.SparseTile.V3;
import static org.tombola.kernels.cpu.SparseTile.V4;
import static org.tombola.kernels.cpu.SparseTile.V5;
import static org.tombola.kernels.cpu.SparseTile.V6;
import static org.tombola.kernels.cpu.SparseTile.V7;

import jdk.incubator.vector.FloatVector;

/// The kernel of a sparse gradient, [SparseTile] the other way: eight vectors of an output channel
/// stay in registers, and every weight of that channel adds their product with what it meets to its
/// own sum. Sums stay vectors, a lane for every sample of its kind; they are joined at the very
/// end.
///
/// A weight costs ten loads, a store and eight multiply-adds in two chains; those of different
/// weights do not wait for each other.
public final class SparseGradientTile {
  private SparseGradientTile() {}

  /// `sums[p] += Σ_o dy[k][o] · x[o][offsets[p]]` for the entries `p` of some output channels `k`,
  /// found as [SparseTile#multiply] finds them.
  ///
  /// @param operands how many rows of 32 samples there are, `xStep` and `dyStep` floats apart;
  ///   those beyond count as zero
  public static void add(
      int[] offsets,
      int[] starts,
      int first,
      int perChannel,
      int step,
      int span,
      int rows,
      float[] x,
      int x0,
      int xStep,
      float[] dy,
      int dy0,
      int dyStep,
      int channels,
      int operands,
      float[] sums,
      int s0) {
    int o2 = Math.min(2 * WIDTH / LANES, operands - 1);
    int o4 = Math.min(4 * WIDTH / LANES, operands - 1);
    int o6 = Math.min(6 * WIDTH / LANES, operands - 1);
    float one2 = 2 * WIDTH / LANES < operands ? 1f : 0f;
    float one4 = 4 * WIDTH / LANES < operands ? 1f : 0f;
    float one6 = 6 * WIDTH / LANES < operands ? 1f : 0f;
    int x2 = (o2 * xStep) & INDEX;
    int x4 = (o4 * xStep) & INDEX;
    int x6 = (o6 * xStep) & INDEX;
    for (int k = 0; k < channels; k++) {
      int from = dy0 + k * LANES;
      FloatVector g0 = FloatVector.fromArray(SPECIES, dy, from);
      FloatVector g1 = FloatVector.fromArray(SPECIES, dy, from + V1);
      FloatVector g2 = FloatVector.fromArray(SPECIES, dy, from + o2 * dyStep + V2).mul(one2);
      FloatVector g3 = FloatVector.fromArray(SPECIES, dy, from + o2 * dyStep + V3).mul(one2);
      FloatVector g4 = FloatVector.fromArray(SPECIES, dy, from + o4 * dyStep + V4).mul(one4);
      FloatVector g5 = FloatVector.fromArray(SPECIES, dy, from + o4 * dyStep + V5).mul(one4);
      FloatVector g6 = FloatVector.fromArray(SPECIES, dy, from + o6 * dyStep + V6).mul(one6);
      FloatVector g7 = FloatVector.fromArray(SPECIES, dy, from + o6 * dyStep + V7).mul(one6);
      for (int r = 0; r < rows; r++) {
        int row = first + k * perChannel + r * step;
        int end = starts[row + span];
        for (int p = starts[row]; p < end; p++) {
          int at = (x0 + offsets[p]) & INDEX;
          int to = (s0 + p * WIDTH) & INDEX;
          FloatVector c = FloatVector.fromArray(SPECIES, sums, to);
          c = g0.fma(FloatVector.fromArray(SPECIES, x, at), c);
          FloatVector d = g1.mul(FloatVector.fromArray(SPECIES, x, at + V1));
          c = g2.fma(FloatVector.fromArray(SPECIES, x, at + x2 + V2), c);
          d = g3.fma(FloatVector.fromArray(SPECIES, x, at + x2 + V3), d);
          c = g4.fma(FloatVector.fromArray(SPECIES, x, at + x4 + V4), c);
          d = g5.fma(FloatVector.fromArray(SPECIES, x, at + x4 + V5), d);
          c = g6.fma(FloatVector.fromArray(SPECIES, x, at + x6 + V6), c);
          d = g7.fma(FloatVector.fromArray(SPECIES, x, at + x6 + V7), d);
          c.add(d).intoArray(sums, to);
        }
      }
    }
  }
}
