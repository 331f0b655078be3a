package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.Lanes.LANES;
import static org.tombola.kernels.cpu.Lanes.ORIGIN;

/// A batch (N,C,H,W) or (N,C) as a list of rows `[C][32]`, one for each pixel of each block of
/// samples, cut into chunks.
///
/// A chunk stays within one block, so that all its rows have the same padding, and its size depends
/// on the shape alone: sums taken chunk by chunk and joined in order are the same bytes whatever
/// the number of threads.
final class ChannelRows {
  /// Floats of a chunk, about.
  private static final int CHUNK = 1 << 16;

  /// Rows of a chunk, at least: joining lanes and chunks costs as much as a few rows.
  private static final int ROWS = 16;

  private final CpuStorage x;
  private final int channels;
  private final int pixels;
  private final int perChunk;
  private final int chunksPerBlock;

  ChannelRows(CpuStorage x) {
    this.x = x;
    channels = x.shape().dim(1);
    pixels = x.features() / channels;
    perChunk = Math.min(pixels, Math.max(ROWS, CHUNK / (channels * LANES)));
    chunksPerBlock = (pixels + perChunk - 1) / perChunk;
  }

  /// C.
  int channels() {
    return channels;
  }

  /// Elements of a channel, N·H·W, without padding.
  int count() {
    return x.samples() * pixels;
  }

  int chunks() {
    return x.blocks() * chunksPerBlock;
  }

  /// Where the rows of a chunk begin.
  int start(int chunk) {
    int row = chunk / chunksPerBlock * pixels + chunk % chunksPerBlock * perChunk;
    return ORIGIN + row * channels * LANES;
  }

  /// How many rows a chunk has.
  int rows(int chunk) {
    return Math.min(perChunk, pixels - chunk % chunksPerBlock * perChunk);
  }

  /// How many lanes of a chunk hold samples.
  int lanes(int chunk) {
    return Math.min(LANES, x.samples() - chunk / chunksPerBlock * LANES);
  }

  /// Whether the work is too little to wake another thread for.
  boolean small() {
    return x.physical() < CHUNK / 2;
  }
}
