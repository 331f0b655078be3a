package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.Simd.WIDTH;

/// The register tile of a filter's gradient at this vector width, down any number of rows of `x`.
///
/// @param panel output channels of a panel of `dy` turned round, and of a row of sums: two vectors,
///   or one of 512 bits where that holds all
record GradientRows(int panel) {
  /// The usual panel.
  static final int PANEL = 2 * WIDTH;

  static GradientRows of(int outputs) {
    return new GradientRows(WIDTH == 16 && outputs <= WIDTH ? WIDTH : PANEL);
  }

  /// `sums[to + P·i + k] += Σ_q Σ_n x[xAt + places[i] + q·xColumn + n] · dy[dyAt + (32·q + n)·P +
  /// k]` for `i` below `rows`, the `P` channels `k` of a panel, the 32 samples `n` of `columns`
  /// pixels `q`.
  void add(
      float[] x,
      int xAt,
      int[] places,
      int xColumn,
      int columns,
      float[] dy,
      int dyAt,
      float[] sums,
      int to,
      int rows) {
    if (panel == WIDTH) {
      for (int i = 0; i < rows; i += SlimGradientTile.ROWS) {
        int here = Math.min(SlimGradientTile.ROWS, rows - i);
        SlimGradientTile.add(
            x, xAt, places, i, xColumn, columns, dy, dyAt, sums, to + i * panel, here);
      }
    } else if (WIDTH == 16) {
      for (int i = 0; i < rows; i += WideGradientTile.ROWS) {
        int here = Math.min(WideGradientTile.ROWS, rows - i);
        WideGradientTile.add(
            x, xAt, places, i, xColumn, columns, dy, dyAt, sums, to + i * panel, here);
      }
    } else {
      for (int i = 0; i < rows; i += NarrowGradientTile.ROWS) {
        int here = Math.min(NarrowGradientTile.ROWS, rows - i);
        NarrowGradientTile.add(
            x, xAt, places, i, xColumn, columns, dy, dyAt, sums, to + i * panel, here);
      }
    }
  }
}
