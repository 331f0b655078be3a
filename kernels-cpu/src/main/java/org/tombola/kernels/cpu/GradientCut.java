package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.ChannelQuads.PIXEL;
import static org.tombola.kernels.cpu.ChannelQuads.QUAD;
import static org.tombola.kernels.cpu.ChannelQuads.quads;
import static org.tombola.kernels.cpu.Lanes.LANES;

import org.tombola.engine.spi.Window;

/// How a filter's gradient is cut, by its shape alone.
///
/// - A **box** of pixels is what one call of a tile sums: some columns of some rows, on a small map
///   of some blocks. Four channels of it take about half of a first-level cache.
/// - A **band** is what is packed at a time: all columns, the rows or blocks of one box or several,
///   in a second-level cache.
/// - A **part** is a run of bands whose sums are kept together. The parts are joined in order.
/// - A **group** of channels, on either side, is what a task takes of a band.
///
/// @param groupK output channels of a group; @param groupC input channels of a group
/// @param boxColumns columns of a box; @param boxRows its rows; @param blocks blocks of a box and a
///   band
/// @param bandRows rows of a band, of `dy`
/// @param parts runs of bands
record GradientCut(
    int groupK,
    int groupC,
    int boxColumns,
    int boxRows,
    int blocks,
    int bandRows,
    int bandsDown,
    int bands,
    int parts) {
  /// Pixels of a box at stride 1: a quad of them is 16 KiB. A larger stride spreads over more of
  /// `x`.
  private static final int BOX = 32;

  /// A row may be longer than a box by this factor before it is cut.
  private static final int LONG_ROW = 2;

  /// Floats of both images packed at a time, 512 KiB.
  private static final int BAND_FLOATS = 1 << 17;

  private static final int WIDEST_GROUP = 64;
  private static final int NARROWEST_GROUP = 16;

  /// Partial sums of all parts, 4 MiB.
  private static final int SUMS = 1 << 20;

  private static final int MOST_PARTS = 8;

  static GradientCut of(Window window, CpuStorage dy, CpuStorage x) {
    int outputs = dy.shape().dim(1);
    int height = dy.shape().dim(2);
    int width = dy.shape().dim(3);
    int inputs = x.shape().dim(1);
    int box = Math.max(1, BOX / window.stride());
    int pieces = width <= LONG_ROW * box ? 1 : Math.ceilDiv(width, box);
    int boxColumns = Math.ceilDiv(width, pieces);
    int boxRows = Math.clamp(box / boxColumns, 1, height);
    int blocks = boxRows < height ? 1 : Math.clamp(box / (height * boxColumns), 1, dy.blocks());
    int group = WIDEST_GROUP;
    while (group > NARROWEST_GROUP
        && bandFloats(window, x, width, blocks, boxRows, group) > BAND_FLOATS) {
      group /= 2;
    }
    int groupK = Math.min(group, quads(outputs) * QUAD);
    int groupC = Math.min(group, quads(inputs) * QUAD);
    int bandRows = boxRows;
    while (bandRows < height
        && packed(window, x, width, blocks, bandRows + boxRows, groupK, groupC) <= BAND_FLOATS) {
      bandRows += boxRows;
    }
    int bandsDown = Math.ceilDiv(height, bandRows);
    int bands = bandsDown * Math.ceilDiv(dy.blocks(), blocks);
    int sums = sums(window, outputs, inputs);
    int parts = Math.clamp(SUMS / sums, 1, Math.min(MOST_PARTS, bands));
    return new GradientCut(
        groupK, groupC, boxColumns, boxRows, blocks, bandRows, bandsDown, bands, parts);
  }

  /// Partial sums of one part: a quad by quad tile for every tap.
  static int sums(Window window, int outputs, int inputs) {
    return quads(outputs) * quads(inputs) * window.taps() * QUAD * QUAD;
  }

  private static long bandFloats(
      Window window, CpuStorage x, int width, int blocks, int rows, int group) {
    return packed(window, x, width, blocks, rows, group, group);
  }

  private static long packed(
      Window window, CpuStorage x, int width, int blocks, int rows, int groupK, int groupC) {
    long dyPixels = (long) rows * width;
    long xPixels = (long) inputRows(window, x, rows) * x.shape().dim(3);
    return (dyPixels * groupK + xPixels * groupC) * blocks * LANES;
  }

  /// Rows of `x` under `rows` rows of `dy`, at most.
  private static int inputRows(Window window, CpuStorage x, int rows) {
    return Math.min(x.shape().dim(2), (rows - 1) * window.stride() + window.height());
  }

  /// Floats for the packed rows of `x` of a band.
  int xFloats(Window window, CpuStorage x) {
    int pixels = blocks * inputRows(window, x, bandRows) * x.shape().dim(3);
    return groupC / QUAD * pixels * PIXEL;
  }

  /// Floats for the packed rows of `dy` of a band.
  int dyFloats(CpuStorage dy) {
    return groupK / QUAD * blocks * bandRows * dy.shape().dim(3) * PIXEL;
  }
}
