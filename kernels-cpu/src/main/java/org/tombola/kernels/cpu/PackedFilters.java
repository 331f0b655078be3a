package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.Lanes.ORIGIN;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The filters of a correlation as its register tile reads them: `[channel][row][column][depth]`, a
/// channel's numbers in the order in which the image has what they meet, `depth` over the input
/// channels.
///
/// Made anew for every call: `K·C·R·S` floats, against `2·P·Q` operations that each of them takes
/// part in for every sample.
final class PackedFilters {
  private final float[] data;
  private final float[] start;
  private final int channels;
  private final int depth;
  private final int rows;
  private final int columns;

  /// @param data the filters from [Lanes#ORIGIN], a scratch array
  /// @param start the bias, one number for each channel, a scratch array
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
    float[] start = start(bias, channels, scratch);
    int perChannel = down.taps() * across.taps() * depth;
    float[] data = scratch.take(Math.max(1, channels * perChannel));
    PackedFilters packed = new PackedFilters(data, start, channels, depth, down, across);
    parallel.run(
        channels,
        (long) channels * perChannel < Correlation.SMALL,
        k -> packed.channel(k, w, ORIGIN + k * outStep, inStep, width, down, across));
    return packed;
  }

  /// The bias of every channel, zero without one, from [Lanes#ORIGIN] of a scratch array.
  static float[] start(@Nullable CpuStorage bias, int channels, Scratch scratch) {
    float[] start = scratch.take(channels);
    if (bias == null) {
      Arrays.fill(start, 0f);
    } else {
      System.arraycopy(bias.data(), ORIGIN, start, ORIGIN, channels);
    }
    return start;
  }

  private void channel(
      int k, float[] w, int from, int inStep, int width, Slide down, Slide across) {
    int to = at(k);
    for (int r = 0; r < rows; r++) {
      for (int s = 0; s < columns; s++) {
        int tap = from + down.tap(r) * width + across.tap(s);
        for (int i = 0; i < depth; i++) {
          data[to++] = w[tap + i * inStep];
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

  /// Floats of a row of a filter.
  int row() {
    return columns * depth;
  }

  /// Floats of a channel.
  int perChannel() {
    return rows * columns * depth;
  }

  int at(int channel) {
    return ORIGIN + channel * perChannel();
  }

  void giveBack(Scratch scratch) {
    scratch.give(data);
    scratch.give(start);
  }
}
