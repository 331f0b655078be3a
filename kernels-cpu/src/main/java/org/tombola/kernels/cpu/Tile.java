package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.Lanes.LANES;
import static org.tombola.kernels.cpu.Simd.WIDTH;

/// The register tile of this vector width, over whole panels of 32 columns.
final class Tile {
  /// Rows of a tile.
  static final int ROWS = WIDTH == 16 ? WideTile.ROWS : NarrowTile.ROWS;

  /// What sums start from that start from zero, with a step of 0 from row to row.
  static final float[] NOTHING = {0f};

  private Tile() {}

  /// `c[r][j] = start[r] + Σ_s Σ_k a[s][r][k] · b[s][k][j]` for `r` below `rows` and 32 columns
  /// `j`; the arguments are those of [WideTile#multiply].
  static void multiply(
      float[] a,
      int a0,
      int aRow,
      int aSegment,
      float[] b,
      int b0,
      int bSegment,
      int k,
      int segments,
      float[] start,
      int s0,
      int startStep,
      float[] c,
      int c0,
      int cRow,
      int rows,
      int panels,
      int bPanel,
      int cPanel,
      boolean onto) {
    if (WIDTH == 16) {
      WideTile.multiply(
          a, a0, aRow, aSegment, b, b0, bSegment, k, segments, start, s0, startStep, c, c0, cRow,
          rows, panels, bPanel, cPanel, onto);
      return;
    }
    for (int j = 0; j < LANES; j += 2 * WIDTH) {
      NarrowTile.multiply(
          a, a0, aRow, aSegment, b, b0 + j, bSegment, k, segments, start, s0, startStep, c, c0 + j,
          cRow, rows, panels, bPanel, cPanel, onto);
    }
  }
}
