package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.Simd.SPECIES;
import static org.tombola.kernels.cpu.Simd.WIDTH;

import jdk.incubator.vector.FloatVector;

/// The register tile of a convolution for 256- and 128-bit vectors: 6 output channels by two
/// vectors, for 16 registers as [NarrowTile]. The rest is as [WideConvTile] says.
public final class NarrowConvTile {
  /// Channels of a tile.
  static final int ROWS = 6;

  private NarrowConvTile() {}

  /// One tile of [Correlation] for one pixel: `y[k] = start[k] + Σ_r Σ_i w[r][i][k] · x[r][i]`,
  /// where `i` runs over the taps and channels of one row of the filter.
  ///
  /// @param rows rows of the filter on the image, `xRow` and `wRow` floats apart
  /// @param step floats from one channel to the next, of `x` and of `y`
  /// @param length taps times channels in a row of the filter
  /// @param channels how many of the tile's channels exist and are stored
  public static void multiply(
      float[] x,
      int x0,
      int xRow,
      int step,
      float[] w,
      int w0,
      int wRow,
      int rows,
      int length,
      float[] start,
      int s0,
      float[] y,
      int y0,
      int channels) {
    FloatVector c00 = FloatVector.broadcast(SPECIES, start[s0]);
    FloatVector c01 = c00;
    FloatVector c10 = FloatVector.broadcast(SPECIES, start[s0 + 1]);
    FloatVector c11 = c10;
    FloatVector c20 = FloatVector.broadcast(SPECIES, start[s0 + 2]);
    FloatVector c21 = c20;
    FloatVector c30 = FloatVector.broadcast(SPECIES, start[s0 + 3]);
    FloatVector c31 = c30;
    FloatVector c40 = FloatVector.broadcast(SPECIES, start[s0 + 4]);
    FloatVector c41 = c40;
    FloatVector c50 = FloatVector.broadcast(SPECIES, start[s0 + 5]);
    FloatVector c51 = c50;
    for (int r = 0; r < rows; r++) {
      int xAt = x0 + r * xRow;
      int wAt = w0 + r * wRow;
      for (int i = 0; i < length; i++) {
        FloatVector left = FloatVector.fromArray(SPECIES, x, xAt + i * step);
        FloatVector right = FloatVector.fromArray(SPECIES, x, xAt + i * step + WIDTH);
        FloatVector v = FloatVector.broadcast(SPECIES, w[wAt + i * ROWS]);
        c00 = v.fma(left, c00);
        c01 = v.fma(right, c01);
        v = FloatVector.broadcast(SPECIES, w[wAt + i * ROWS + 1]);
        c10 = v.fma(left, c10);
        c11 = v.fma(right, c11);
        v = FloatVector.broadcast(SPECIES, w[wAt + i * ROWS + 2]);
        c20 = v.fma(left, c20);
        c21 = v.fma(right, c21);
        v = FloatVector.broadcast(SPECIES, w[wAt + i * ROWS + 3]);
        c30 = v.fma(left, c30);
        c31 = v.fma(right, c31);
        v = FloatVector.broadcast(SPECIES, w[wAt + i * ROWS + 4]);
        c40 = v.fma(left, c40);
        c41 = v.fma(right, c41);
        v = FloatVector.broadcast(SPECIES, w[wAt + i * ROWS + 5]);
        c50 = v.fma(left, c50);
        c51 = v.fma(right, c51);
      }
    }
    if (channels > 5) {
      c50.intoArray(y, y0 + 5 * step);
      c51.intoArray(y, y0 + 5 * step + WIDTH);
    }
    if (channels > 4) {
      c40.intoArray(y, y0 + 4 * step);
      c41.intoArray(y, y0 + 4 * step + WIDTH);
    }
    if (channels > 3) {
      c30.intoArray(y, y0 + 3 * step);
      c31.intoArray(y, y0 + 3 * step + WIDTH);
    }
    if (channels > 2) {
      c20.intoArray(y, y0 + 2 * step);
      c21.intoArray(y, y0 + 2 * step + WIDTH);
    }
    if (channels > 1) {
      c10.intoArray(y, y0 + step);
      c11.intoArray(y, y0 + step + WIDTH);
    }
    c00.intoArray(y, y0);
    c01.intoArray(y, y0 + WIDTH);
  }
}
