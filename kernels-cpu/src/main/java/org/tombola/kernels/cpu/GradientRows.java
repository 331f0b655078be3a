package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.Lanes.LANES;
import static org.tombola.kernels.cpu.Simd.WIDTH;

/// The register tile of a filter's gradient at this vector width, down any number of rows of `x`.
final class GradientRows {
  /// Output channels of a panel of `dy` turned round, and of a row of sums: two vectors.
  static final int PANEL = 2 * WIDTH;

  private GradientRows() {}

  /// `sums[to + P·i + k] += Σ_q Σ_n x[xAt + q·xColumn + 32·i + n] · dy[dyAt + (32·q + n)·P + k]`
  /// for `i` below `rows`, the `P` channels `k` of a panel, the 32 samples `n` of `columns` pixels
  /// `q`.
  static void add(
      float[] x,
      int xAt,
      int xColumn,
      int columns,
      float[] dy,
      int dyAt,
      float[] sums,
      int to,
      int rows) {
    if (WIDTH == 16) {
      for (int i = 0; i < rows; i += WideGradientTile.ROWS) {
        int here = Math.min(WideGradientTile.ROWS, rows - i);
        int at = xAt + i * LANES;
        WideGradientTile.add(x, at, xColumn, columns, dy, dyAt, sums, to + i * PANEL, here);
      }
    } else {
      for (int i = 0; i < rows; i += NarrowGradientTile.ROWS) {
        int here = Math.min(NarrowGradientTile.ROWS, rows - i);
        int at = xAt + i * LANES;
        NarrowGradientTile.add(x, at, xColumn, columns, dy, dyAt, sums, to + i * PANEL, here);
      }
    }
  }
}
