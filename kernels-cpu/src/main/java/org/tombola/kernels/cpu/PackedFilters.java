package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.Lanes.ORIGIN;
import static org.tombola.kernels.cpu.Simd.WIDTH;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The filters of a correlation as its register tile reads them: `[tile][row][column][depth][8]`,
/// the innermost over the output channels of a tile, `depth` over the input channels.
///
/// Channels beyond the last are zero. Made anew for every call: `K·C·R·S` floats, against `2·P·Q`
/// operations that each of them takes part in for every sample.
final class PackedFilters {
  /// Output channels of a tile.
  static final int TILE = WIDTH == 16 ? WideConvTile.ROWS : NarrowConvTile.ROWS;

  private final float[] data;
  private final float[] start;
  private final int channels;
  private final int depth;
  private final int rows;
  private final int columns;

  /// @param data the filters from [Lanes#ORIGIN], a scratch array
  /// @param start the bias, one number for each channel of every tile, a scratch array
  /// @param channels output channels; @param depth input channels
  private PackedFilters(
      float[] data, float[] start, int channels, int depth, Slide down, Slide across) {
    this.data = data;
    this.start = start;
    this.channels = channels;
    this.depth = depth;
    rows = down.taps();
    columns = across.taps();
  }

  /// Packs the taps that `down` and `across` name, in their order.
  ///
  /// @param w row-major filters whose element for output channel `o`, input channel `i` and tap
  ///   `(r, s)` is at `ORIGIN + o · outStep + i · inStep + r · width + s`
  /// @param width taps in a row of `w`
  static PackedFilters pack(
      float[] w,
      int outStep,
      int inStep,
      int width,
      @Nullable CpuStorage bias,
      int channels,
      int depth,
      Slide down,
      Slide across,
      Scratch scratch,
      Parallel parallel) {
    int tiles = Math.ceilDiv(channels, TILE);
    int perTile = down.taps() * across.taps() * depth * TILE;
    float[] start = scratch.take(tiles * TILE);
    Arrays.fill(start, 0f);
    if (bias != null) {
      System.arraycopy(bias.data(), ORIGIN, start, ORIGIN, channels);
    }
    float[] data = scratch.take(Math.max(1, tiles * perTile));
    PackedFilters packed = new PackedFilters(data, start, channels, depth, down, across);
    parallel.run(
        tiles,
        (long) tiles * perTile < Correlation.SMALL,
        tile -> {
          int at = packed.tileAt(tile);
          Arrays.fill(data, at, at + perTile, 0f);
          for (int lane = 0; lane < packed.channelsOf(tile); lane++) {
            int from = ORIGIN + (tile * TILE + lane) * outStep;
            packed.channel(w, from, inStep, width, down, across, at + lane);
          }
        });
    return packed;
  }

  private void channel(
      float[] w, int from, int inStep, int width, Slide down, Slide across, int to) {
    for (int i = 0; i < depth; i++) {
      for (int r = 0; r < rows; r++) {
        int row = from + i * inStep + down.tap(r) * width;
        for (int s = 0; s < columns; s++) {
          data[to + ((r * columns + s) * depth + i) * TILE] = w[row + across.tap(s)];
        }
      }
    }
  }

  float[] data() {
    return data;
  }

  /// The bias of every channel, zero without one.
  float[] start() {
    return start;
  }

  int channels() {
    return channels;
  }

  /// Input channels.
  int depth() {
    return depth;
  }

  /// Taps in a row of a filter.
  int columns() {
    return columns;
  }

  int tiles() {
    return Math.ceilDiv(channels, TILE);
  }

  /// Floats of a tile.
  int perTile() {
    return rows * columns * depth * TILE;
  }

  int tileAt(int tile) {
    return ORIGIN + tile * perTile();
  }

  /// How many channels of a tile exist.
  int channelsOf(int tile) {
    return Math.min(TILE, channels - tile * TILE);
  }

  void giveBack(Scratch scratch) {
    scratch.give(data);
    scratch.give(start);
  }
}
