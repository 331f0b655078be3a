package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.Lanes.LANES;
import static org.tombola.kernels.cpu.Lanes.ORIGIN;

/// `y[k] = bias[k] + Σ_{r,s,c} w[k,r,s,c] · x[r,s,c]` for every pixel of an image: an implicit
/// product of matrices, the shape of the convolution and of its input gradient.
///
/// ```text
///   one block of x: [H][W][C][32]          the filter over it, R = S = 3
///     row h      · · · · · · · ·             a row of the filter sees S·C neighbouring
///     row h + 1  · · ▪ ▪ ▪ · · ·             vectors: already a packed panel
///     row h + 2  · · ▪ ▪ ▪ · · ·
///     row h + 3  · · ▪ ▪ ▪ · · ·             taps outside the image are left out
/// ```
///
/// Nothing is copied from the images, and no multiplication by padding is done. A chunk of work is
/// some rows of outputs of one block, by a group of tiles whose filters fit half of an L2 cache of
/// 1 MiB.
///
/// @param down along the height; @param across along the width
record Correlation(CpuStorage x, PackedFilters filters, Slide down, Slide across, CpuStorage out) {
  /// Multiply-adds, or floats to move, below which another thread is not worth waking.
  static final long SMALL = 1 << 19;

  /// Multiply-adds a chunk should have.
  private static final long CHUNK = 1 << 21;

  /// Floats of filters in a group of tiles, 512 KiB.
  private static final int GROUP_FLOATS = 1 << 17;

  void run(Parallel parallel) {
    if (down.outputs() == 0 || across.outputs() == 0) {
      return;
    }
    int tiles = Math.ceilDiv(filters.channels(), Tile.ROWS);
    int perTile = Math.max(1, filters.perChannel() * Tile.ROWS);
    int group = Math.clamp(GROUP_FLOATS / perTile, 1, tiles);
    long perRow = (long) across.outputs() * LANES * group * perTile;
    int rows = Math.clamp(CHUNK / perRow, 1, down.outputs());
    int bands = Math.ceilDiv(down.outputs(), rows);
    int groups = Math.ceilDiv(tiles, group);
    int perGroup = out.blocks() * bands;
    boolean small = perRow * down.outputs() * out.blocks() * groups < SMALL;
    parallel.run(
        groups * perGroup,
        small,
        chunk -> {
          int channel = chunk / perGroup * group * Tile.ROWS;
          int last = Math.min(filters.channels(), channel + group * Tile.ROWS);
          int block = chunk % perGroup / bands;
          int row = chunk % bands * rows;
          for (int i = row; i < Math.min(down.outputs(), row + rows); i++) {
            row(block, i, channel, last);
          }
        });
  }

  /// One row of outputs, for the channels `first .. last`.
  private void row(int block, int i, int first, int last) {
    int width = across.inputs();
    int depth = filters.depth();
    int channels = filters.channels();
    int r = down.from(i);
    int rows = down.count(i);
    int xRow = width * depth * LANES;
    int xAt = ORIGIN + (block * down.inputs() + down.first(i) + r) * xRow;
    int outRow = (block * out.shape().dim(2) + down.output(i)) * out.shape().dim(3);
    for (int j = 0; j < across.outputs(); j++) {
      int s = across.from(j);
      int length = across.count(j) * depth;
      int from = xAt + (across.first(j) + s) * depth * LANES;
      int tap = r * filters.row() + s * depth;
      int to = ORIGIN + (outRow + across.output(j)) * channels * LANES;
      for (int k = first; k < last; k += Tile.ROWS) {
        Tile.multiply(
            filters.data(),
            filters.at(k) + tap,
            filters.perChannel(),
            filters.row(),
            x.data(),
            from,
            xRow,
            length,
            rows,
            filters.start(),
            ORIGIN + k,
            1,
            out.data(),
            to + k * LANES,
            LANES,
            Math.min(Tile.ROWS, last - k),
            1,
            0,
            0,
            false);
      }
    }
  }
}
