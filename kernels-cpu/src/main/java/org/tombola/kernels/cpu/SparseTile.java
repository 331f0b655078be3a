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

  // Where the eight vectors begin in their row of 32 samples.
  static final int V1 = WIDTH % LANES;
  static final int V2 = 2 * WIDTH % LANES;
  static final int V3 = 3 * WIDTH % LANES;
  static final int V4 = 4 * WIDTH % LANES;
  static final int V5 = 5 * WIDTH % LANES;
  static final int V6 = 6 * WIDTH % LANES;
  static final int V7 = 7 * WIDTH % LANES;

  /// Bits of an index into an array of images. Masked with it, an index is known to be positive and
  /// far from overflow, so the compiler moves constants into the address of a load, where they cost
  /// no instruction. Longer arrays than it [#reaches] are not for these tiles.
  static final int INDEX = (1 << 29) - 1;

  private SparseTile() {}

  /// Whether [#INDEX] leaves every index into an array of so many floats as it is.
  static boolean reaches(long floats) {
    return floats - 1 <= INDEX;
  }

  /// `y[k][o] = start[k] + Σ_r Σ_p w[p] · x[o][offsets[p]]` for some output channels `k`, whose
  /// rows of `y` lie side by side. Row `r` of taps has the entries `p` from `starts[at]` to
  /// `starts[at + span]`, where `at = first + k·perChannel + r·step`.
  ///
  /// @param operands how many rows of 32 samples there are, `xStep` and `yStep` floats apart; those
  ///   beyond repeat the last
  public static void multiply(
      float[] w,
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
      float[] start,
      int s0,
      float[] y,
      int y0,
      int yStep,
      int channels,
      int operands) {
    int o2 = Math.min(2 * WIDTH / LANES, operands - 1);
    int o4 = Math.min(4 * WIDTH / LANES, operands - 1);
    int o6 = Math.min(6 * WIDTH / LANES, operands - 1);
    int x2 = (o2 * xStep) & INDEX;
    int x4 = (o4 * xStep) & INDEX;
    int x6 = (o6 * xStep) & INDEX;
    int y2 = o2 * yStep + V2;
    int y3 = o2 * yStep + V3;
    int y4 = o4 * yStep + V4;
    int y5 = o4 * yStep + V5;
    int y6 = o6 * yStep + V6;
    int y7 = o6 * yStep + V7;
    for (int k = 0; k < channels; k++) {
      FloatVector c0 = FloatVector.zero(SPECIES);
      FloatVector c1 = FloatVector.zero(SPECIES);
      FloatVector c2 = FloatVector.zero(SPECIES);
      FloatVector c3 = FloatVector.zero(SPECIES);
      FloatVector c4 = FloatVector.zero(SPECIES);
      FloatVector c5 = FloatVector.zero(SPECIES);
      FloatVector c6 = FloatVector.zero(SPECIES);
      FloatVector c7 = FloatVector.zero(SPECIES);
      for (int r = 0; r < rows; r++) {
        int row = first + k * perChannel + r * step;
        int end = starts[row + span];
        for (int p = starts[row]; p < end; p++) {
          FloatVector v = FloatVector.broadcast(SPECIES, w[p]);
          int at = (x0 + offsets[p]) & INDEX;
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
      int to = y0 + k * LANES;
      FloatVector z = FloatVector.broadcast(SPECIES, start[s0 + k]);
      c0.add(z).intoArray(y, to);
      c1.add(z).intoArray(y, to + V1);
      c2.add(z).intoArray(y, to + y2);
      c3.add(z).intoArray(y, to + y3);
      c4.add(z).intoArray(y, to + y4);
      c5.add(z).intoArray(y, to + y5);
      c6.add(z).intoArray(y, to + y6);
      c7.add(z).intoArray(y, to + y7);
    }
  }
}
