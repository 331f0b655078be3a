package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.Lanes.LANES;
import static org.tombola.kernels.cpu.Lanes.ORIGIN;
import static org.tombola.kernels.cpu.Simd.WIDTH;

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
    int tiles = filters.tiles();
    int group = Math.clamp(GROUP_FLOATS / Math.max(1, filters.perTile()), 1, tiles);
    long perRow = (long) across.outputs() * LANES * group * Math.max(1, filters.perTile());
    int rows = Math.clamp(CHUNK / perRow, 1, down.outputs());
    int bands = Math.ceilDiv(down.outputs(), rows);
    int groups = Math.ceilDiv(tiles, group);
    int perGroup = out.blocks() * bands;
    boolean small = perRow * down.outputs() * out.blocks() * groups < SMALL;
    parallel.run(
        groups * perGroup,
        small,
        chunk -> {
          int tile = chunk / perGroup * group;
          int block = chunk % perGroup / bands;
          int row = chunk % bands * rows;
          int lastTile = Math.min(tiles, tile + group);
          for (int i = row; i < Math.min(down.outputs(), row + rows); i++) {
            row(block, i, tile, lastTile);
          }
        });
  }

  /// One row of outputs.
  private void row(int block, int i, int tile, int lastTile) {
    int height = down.inputs();
    int width = across.inputs();
    int depth = filters.depth();
    int channels = filters.channels();
    int r = down.from(i);
    int rows = down.count(i);
    int xRow = ORIGIN + (block * height + down.first(i) + r) * width * depth * LANES;
    int outWidth = out.shape().dim(3);
    int outRow =
        ORIGIN + (block * out.shape().dim(2) + down.output(i)) * outWidth * channels * LANES;
    for (int j = 0; j < across.outputs(); j++) {
      int s = across.from(j);
      int length = across.count(j) * depth;
      int xAt = xRow + (across.first(j) + s) * depth * LANES;
      int tap = (r * filters.columns() + s) * depth * PackedFilters.TILE;
      int outAt = outRow + across.output(j) * channels * LANES;
      for (int t = tile; t < lastTile; t++) {
        tile(t, xAt, rows, length, filters.tileAt(t) + tap, outAt);
      }
    }
  }

  private void tile(int t, int xAt, int rows, int length, int wAt, int outAt) {
    int xRow = across.inputs() * filters.depth() * LANES;
    int wRow = filters.columns() * filters.depth() * PackedFilters.TILE;
    int start = ORIGIN + t * PackedFilters.TILE;
    int to = outAt + t * PackedFilters.TILE * LANES;
    int channels = filters.channelsOf(t);
    float[] from = x.data();
    float[] w = filters.data();
    float[] bias = filters.start();
    float[] y = out.data();
    if (WIDTH == 16) {
      WideConvTile.multiply(
          from, xAt, xRow, w, wAt, wRow, rows, length, bias, start, y, to, channels);
    } else {
      for (int lane = 0; lane < LANES; lane += 2 * WIDTH) {
        NarrowConvTile.multiply(
            from,
            xAt + lane,
            xRow,
            w,
            wAt,
            wRow,
            rows,
            length,
            bias,
            start,
            y,
            to + lane,
            channels);
      }
    }
  }
}
