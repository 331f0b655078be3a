package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.Lanes.LANES;
import static org.tombola.kernels.cpu.Lanes.ORIGIN;

import java.util.Arrays;

/// A piece of an image with its channels in fours: `[quad][block][row][column][4][32]`.
///
/// In the image itself the pixels of one quad are `C · 32` floats apart, for common `C` a large
/// power of two, and a cache holds only a few lines at such distances. Here they are neighbours.
/// Channels beyond the last are zero.
final class ChannelQuads {
  /// Channels of a quad.
  static final int QUAD = 4;

  /// Floats of a pixel of one quad.
  static final int PIXEL = QUAD * LANES;

  private final float[] data;
  private final int width;
  private int blocks;
  private int firstRow;
  private int rows;

  /// @param data where the piece goes, from [Lanes#ORIGIN]; @param width of the image
  ChannelQuads(float[] data, int width) {
    this.data = data;
    this.width = width;
  }

  /// Quads of `channels`.
  static int quads(int channels) {
    return Math.ceilDiv(channels, QUAD);
  }

  float[] data() {
    return data;
  }

  /// Copies rows `fromRow .. toRow` of `count` blocks and `channels` channels.
  void read(
      CpuStorage image, int block, int count, int fromRow, int toRow, int channel, int channels) {
    blocks = count;
    firstRow = fromRow;
    rows = Math.max(0, toRow - fromRow);
    int height = image.shape().dim(2);
    int pixel = image.shape().dim(1) * LANES;
    for (int b = 0; b < count; b++) {
      for (int r = fromRow; r < toRow; r++) {
        int from = ORIGIN + ((block + b) * height + r) * width * pixel + channel * LANES;
        int to = at(0, b, r, 0);
        for (int column = 0; column < width; column++) {
          pixel(image.data(), from + column * pixel, channels, to + column * PIXEL);
        }
      }
    }
  }

  private void pixel(float[] image, int from, int channels, int to) {
    int quad = quadStep();
    int whole = channels / QUAD;
    for (int i = 0; i < whole; i++) {
      System.arraycopy(image, from + i * PIXEL, data, to + i * quad, PIXEL);
    }
    int rest = channels % QUAD * LANES;
    if (rest > 0) {
      int last = to + whole * quad;
      System.arraycopy(image, from + whole * PIXEL, data, last, rest);
      Arrays.fill(data, last + rest, last + PIXEL, 0f);
    }
  }

  /// Floats from a quad to the next.
  private int quadStep() {
    return blocks * blockStep();
  }

  /// Floats from a block to the next.
  int blockStep() {
    return rows * rowStep();
  }

  /// Floats from a row to the next.
  int rowStep() {
    return width * PIXEL;
  }

  /// Where a pixel begins; `row` counts in the image, `block` in the piece.
  int at(int quad, int block, int row, int column) {
    return ORIGIN
        + quad * quadStep()
        + block * blockStep()
        + (row - firstRow) * rowStep()
        + column * PIXEL;
  }
}
