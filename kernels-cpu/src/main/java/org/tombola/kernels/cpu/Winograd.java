package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.Lanes.LANES;
import static org.tombola.kernels.cpu.Lanes.ORIGIN;

/// A correlation with filters of 3×3 and step 1 by Winograd's minimal filtering F(4×4, 3×3): 36
/// multiplications for 16 outputs of a pair of channels, where the sum itself takes 144.
///
/// ```text
///   y = Aᵀ [ Σ_c (G g Gᵀ) ⊙ (Bᵀ d B) ] A        d: 6×6 inputs, g: 3×3 taps, y: 4×4 outputs
///
///   for each row i of six, one or two at a time:
///     v = row i of Bᵀ d B       [6][unit][C][32]      inputs of some units
///     m = u · v                 [6][unit][K][32]      a product for each of six elements
///     s = m · A                 [row][4][unit][K][32]
///   y = Aᵀ · s
/// ```
///
/// A unit is a tile of outputs of a block of samples. A chunk of work is some units whose rows fit
/// a second-level cache together; their number is also how often a filter is used once it is read.
///
/// The result differs from the direct sum by rounding: some 1e-5 of the largest output.
///
/// Source: Lavin and Gray 2016, "Fast algorithms for convolutional neural networks" (CVPR).
final class Winograd {
  private static final int IN = WinogradTiles.IN;
  private static final int OUT = WinogradTiles.OUT;

  /// Floats of the rows of a chunk, 256 KiB.
  private static final int CHUNK = 1 << 16;

  /// Units that a large set of filters is read for, at least.
  private static final int UNITS = 2;

  /// Filters of one row that are a large set, 64 KiB.
  private static final int LARGE = 1 << 14;

  private final CpuStorage x;
  private final CpuStorage out;
  private final float[] filters;
  private final int plane;
  private final float[] start;
  private final int depth;
  private final int channels;
  private final WinogradTiles tiles;
  private final Scratch scratch;
  private final int group;

  /// @param filters from [WinogradFilters#pack]
  /// @param start the bias from [Lanes#ORIGIN]
  Winograd(
      CpuStorage x, float[] filters, float[] start, int padding, CpuStorage out, Scratch scratch) {
    this.x = x;
    this.out = out;
    this.filters = filters;
    this.start = start;
    this.scratch = scratch;
    depth = x.shape().dim(1);
    channels = out.shape().dim(1);
    plane = WinogradFilters.plane(channels, depth);
    tiles =
        new WinogradTiles(
            x.shape().dim(2),
            x.shape().dim(3),
            depth,
            padding,
            out.shape().dim(2),
            out.shape().dim(3));
    int unit = LANES * (IN * (2 * depth + channels) + IN * OUT * channels);
    int least = IN * plane > LARGE ? UNITS : 1;
    group = Math.clamp(Math.max(least, CHUNK / unit), 1, units());
  }

  private int units() {
    return out.blocks() * tiles.count();
  }

  void run(Parallel parallel) {
    int chunks = Math.ceilDiv(units(), group);
    boolean small = (long) units() * LANES * depth * channels * IN * IN < Correlation.SMALL;
    parallel.run(
        chunks, small, chunk -> chunk(chunk * group, Math.min(units(), chunk * group + group)));
  }

  private void chunk(int first, int end) {
    int units = end - first;
    int[] at = scratch.takePlaces(units * WinogradTiles.PIXELS);
    for (int u = 0; u < units; u++) {
      int unit = first + u;
      tiles.inputs(block(unit), tile(unit), x.nothing(), at, u * WinogradTiles.PIXELS);
    }
    int vStep = units * depth * LANES + WinogradTiles.GAP;
    int mStep = units * channels * LANES + WinogradTiles.GAP;
    float[] v = scratch.take(WinogradTiles.BAND * IN * vStep);
    float[] m = scratch.take(IN * mStep);
    float[] s = scratch.take(IN * OUT * mStep);
    for (int band = 0; band < WinogradTiles.BANDS; band++) {
      for (int u = 0; u < units; u++) {
        int to = ORIGIN + u * depth * LANES;
        WinogradInput.band(band, x.data(), at, u * WinogradTiles.PIXELS, depth, v, to, vStep);
      }
      for (int r = 0; r < WinogradTiles.bandRows(band); r++) {
        int i = WinogradTiles.bandRow(band) + r;
        for (int j = 0; j < IN; j++) {
          int u = ORIGIN + (i * IN + j) * plane;
          product(units, u, v, ORIGIN + (r * IN + j) * vStep, m, ORIGIN + j * mStep);
        }
        WinogradOutput.columns(
            m, ORIGIN, mStep, s, ORIGIN + i * OUT * mStep, mStep, units * channels * LANES);
      }
    }
    for (int u = 0; u < units; u++) {
      finish(first + u, s, ORIGIN + u * channels * LANES, mStep);
    }
    scratch.give(at);
    scratch.give(v);
    scratch.give(m);
    scratch.give(s);
  }

  /// `m = u · v` for one element of the domain: every tile of filters, every unit.
  private void product(int units, int uAt, float[] v, int vAt, float[] m, int mAt) {
    for (int k = 0; k < channels; k += Tile.ROWS) {
      int here = Math.min(Tile.ROWS, channels - k);
      Tile.multiply(
          filters,
          uAt + k * depth,
          depth,
          0,
          v,
          vAt,
          0,
          depth,
          1,
          Tile.NOTHING,
          0,
          0,
          m,
          mAt + k * LANES,
          LANES,
          here,
          units,
          depth * LANES,
          channels * LANES,
          false);
    }
  }

  /// The outputs of a unit.
  private void finish(int unit, float[] s, int from, int mStep) {
    int tile = tile(unit);
    int width = tiles.outWidth();
    int pixel = channels * LANES;
    int row = block(unit) * tiles.outHeight() + tiles.row(tile);
    int to = ORIGIN + (row * width + tiles.column(tile)) * pixel;
    for (int j = 0; j < tiles.columns(tile); j++) {
      WinogradOutput.rows(
          s,
          from + j * mStep,
          OUT * mStep,
          start,
          channels,
          out.data(),
          to + j * pixel,
          width * pixel,
          tiles.rows(tile));
    }
  }

  private int block(int unit) {
    return unit / tiles.count();
  }

  private int tile(int unit) {
    return unit % tiles.count();
  }
}
