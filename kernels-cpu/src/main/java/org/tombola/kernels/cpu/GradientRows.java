package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.Lanes.LANES;
import static org.tombola.kernels.cpu.Simd.WIDTH;

/// The register tile of a filter's gradient at this vector width, down any number of rows of `x`.
final class GradientRows {
  private GradientRows() {}

  /// `sums[to + 32·i + k] += Σ_q Σ_n x[xAt + q·xColumn + 32·i + n] · dy[dyAt + (32·q + n)·32 + k]`
  /// for `i` below `rows` and `k` below `channels`, `k` up to 31 being written.
  static void add(
      float[] x,
      int xAt,
      int xColumn,
      int columns,
      float[] dy,
      int dyAt,
      int channels,
      float[] sums,
      int to,
      int rows) {
    if (WIDTH == 16) {
      for (int i = 0; i < rows; i += WideGradientTile.ROWS) {
        int here = Math.min(WideGradientTile.ROWS, rows - i);
        int at = xAt + i * LANES;
        WideGradientTile.add(x, at, xColumn, columns, dy, dyAt, sums, to + i * LANES, here);
      }
      return;
    }
    for (int k = 0; k < channels; k += 2 * WIDTH) {
      for (int i = 0; i < rows; i += NarrowGradientTile.ROWS) {
        int here = Math.min(NarrowGradientTile.ROWS, rows - i);
        int at = xAt + i * LANES;
        int sum = to + i * LANES + k;
        NarrowGradientTile.add(x, at, xColumn, columns, dy, dyAt + k, sums, sum, here);
      }
    }
  }
}
