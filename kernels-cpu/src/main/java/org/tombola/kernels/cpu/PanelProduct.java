package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.Lanes.LANES;
import static org.tombola.kernels.cpu.Simd.WIDTH;

/// `C = start + A · B`, where `B` and `C` are panels of 32 columns: the shape of every product
/// here.
///
/// ```text
///                     panel 0   panel 1
///                    ┌───32───┬───32───┬─          A: rows contiguous in k, aRow apart
///                  k │   B    │        │           B: k rows of 32, a panel is contiguous
///                    └────────┴────────┴─          C: rows cRow apart, panels cPanel apart
///        ┌────k────┐ ┌────────┬────────┬─
///   rows │    A    │ │ C tile │        │           a chunk of work: one row of tiles,
///        └─────────┘ └────────┴────────┴─          across a group of panels
/// ```
///
/// The sum over `k` may come in segments (blocks of samples in the weight gradient), which the tile
/// adds in its registers. Groups of panels are as large as half the L2 cache: a group is read again
/// for every row of tiles.
///
/// @param segments how many pieces the sum over `k` has, at least 1
/// @param start one number per row, `startStep` apart: the bias, or a single 0 with step 0
record PanelProduct(
    float[] a,
    int a0,
    int aRow,
    int aSegment,
    float[] b,
    int b0,
    int bPanel,
    int bSegment,
    int k,
    int segments,
    float[] start,
    int s0,
    int startStep,
    float[] c,
    int c0,
    int cRow,
    int cPanel,
    int rows,
    int panels) {

  private static final int ROWS = WIDTH == 16 ? WideTile.ROWS : NarrowTile.ROWS;

  /// Floats of `B` in a group of panels, 512 KiB.
  private static final int GROUP_FLOATS = 1 << 17;

  /// Multiply-adds below which waking another thread costs more than it saves.
  private static final long SMALL = 1 << 19;

  void run(Parallel parallel) {
    int tiles = (rows + ROWS - 1) / ROWS;
    int group = Math.clamp(GROUP_FLOATS / ((long) k * segments * LANES), 1, panels);
    int groups = (panels + group - 1) / group;
    Parallel.Chunks chunks = chunk -> tiles(chunk % tiles * ROWS, chunk / tiles * group, group);
    if ((long) rows * k * segments * panels * LANES < SMALL) {
      for (int chunk = 0; chunk < tiles * groups; chunk++) {
        chunks.run(chunk);
      }
    } else {
      parallel.run(tiles * groups, chunks);
    }
  }

  private void tiles(int row, int firstPanel, int group) {
    int here = Math.min(ROWS, rows - row);
    for (int panel = firstPanel; panel < Math.min(panels, firstPanel + group); panel++) {
      int at = a0 + row * aRow;
      int bt = b0 + panel * bPanel;
      int st = s0 + row * startStep;
      int ct = c0 + panel * cPanel + row * cRow;
      for (int j = 0; j < LANES; j += 2 * WIDTH) {
        tile(at, bt + j, st, ct + j, here);
      }
    }
  }

  private void tile(int at, int bt, int st, int ct, int here) {
    if (WIDTH == 16) {
      WideTile.multiply(
          a, at, aRow, aSegment, b, bt, bSegment, k, segments, start, st, startStep, c, ct, cRow,
          here);
    } else {
      NarrowTile.multiply(
          a, at, aRow, aSegment, b, bt, bSegment, k, segments, start, st, startStep, c, ct, cRow,
          here);
    }
  }
}
