package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.Lanes.LANES;
import static org.tombola.kernels.cpu.Simd.SPECIES;
import static org.tombola.kernels.cpu.Simd.WIDTH;

import jdk.incubator.vector.FloatVector;

/// The register tile of sparse weights: one output channel by eight vectors of samples.
///
/// A weight is one broadcast and meets eight vectors, which lie side by side wherever it finds
/// them: skipping a weight costs nothing. Eight sums hide the latency of the multiply-add. They are
/// the blocks of a batch, or neighbouring pixels: two at 256 bits, four at 512, one at 128.
public final class SparseTile {
  /// Rows of 32 samples that eight vectors hold.
  static final int OPERANDS = Math.max(1, 8 * WIDTH / LANES);

  private static final int V1 = WIDTH % LANES;
  private static final int V2 = 2 * WIDTH % LANES;
  private static final int V3 = 3 * WIDTH % LANES;
  private static final int V4 = 4 * WIDTH % LANES;
  private static final int V5 = 5 * WIDTH % LANES;
  private static final int V6 = 6 * WIDTH % LANES;
  private static final int V7 = 7 * WIDTH % LANES;

  private SparseTile() {}

  /// `y[o] = start + Σ_r Σ_p w[p] · x[o][offsets[p]]` for the entries `p` of some rows of taps, row
  /// `r`'s from `starts[first + r·step]` to `starts[first + r·step + span]`.
  ///
  /// @param operands how many rows of 32 samples there are, `xStep` and `yStep` floats apart; those
  ///   beyond repeat the last
  public static void multiply(
      float[] w,
      int[] offsets,
      int[] starts,
      int first,
      int step,
      int span,
      int rows,
      float[] x,
      int x0,
      int xStep,
      float start,
      float[] y,
      int y0,
      int yStep,
      int operands) {
    int o2 = Math.min(2 * WIDTH / LANES, operands - 1);
    int o4 = Math.min(4 * WIDTH / LANES, operands - 1);
    int o6 = Math.min(6 * WIDTH / LANES, operands - 1);
    int x2 = o2 * xStep;
    int x4 = o4 * xStep;
    int x6 = o6 * xStep;
    FloatVector c0 = FloatVector.broadcast(SPECIES, start);
    FloatVector c1 = c0;
    FloatVector c2 = c0;
    FloatVector c3 = c0;
    FloatVector c4 = c0;
    FloatVector c5 = c0;
    FloatVector c6 = c0;
    FloatVector c7 = c0;
    for (int r = 0; r < rows; r++) {
      int end = starts[first + r * step + span];
      for (int p = starts[first + r * step]; p < end; p++) {
        FloatVector v = FloatVector.broadcast(SPECIES, w[p]);
        int at = x0 + offsets[p];
        c0 = v.fma(FloatVector.fromArray(SPECIES, x, at), c0);
        c1 = v.fma(FloatVector.fromArray(SPECIES, x, at + V1), c1);
        c2 = v.fma(FloatVector.fromArray(SPECIES, x, at + x2 + V2), c2);
        c3 = v.fma(FloatVector.fromArray(SPECIES, x, at + x2 + V3), c3);
        c4 = v.fma(FloatVector.fromArray(SPECIES, x, at + x4 + V4), c4);
        c5 = v.fma(FloatVector.fromArray(SPECIES, x, at + x4 + V5), c5);
        c6 = v.fma(FloatVector.fromArray(SPECIES, x, at + x6 + V6), c6);
        c7 = v.fma(FloatVector.fromArray(SPECIES, x, at + x6 + V7), c7);
      }
    }
    c0.intoArray(y, y0);
    c1.intoArray(y, y0 + V1);
    c2.intoArray(y, y0 + o2 * yStep + V2);
    c3.intoArray(y, y0 + o2 * yStep + V3);
    c4.intoArray(y, y0 + o4 * yStep + V4);
    c5.intoArray(y, y0 + o4 * yStep + V5);
    c6.intoArray(y, y0 + o6 * yStep + V6);
    c7.intoArray(y, y0 + o6 * yStep + V7);
  }
}
