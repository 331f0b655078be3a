package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.Lanes.LANES;
import static org.tombola.kernels.cpu.Lanes.ORIGIN;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Filters sliding over images: convolution forward, and its input gradient.
///
/// ```text
///   image, one block of 32 samples                 output pixel (p,q)
///   ┌──────────────────────────┐
///   │      ┌─s0──s1─┐          │  a row of taps:   k (S·C)         32
///   │   r0 │▒▒▒▒▒▒▒▒│          │  (s1−s0)·C        ┌──────┐      ┌─────┐
///   │      │▒▒▒▒▒▒▒▒│          │  neighbouring   8 │filter│  k · │image│  +  next row of taps
///   │   r1 └────────┘          │  rows of 32       └──────┘      └─────┘
///   └──────────────────────────┘
/// ```
///
/// With channels innermost, a row of taps of one pixel is a matrix (taps·C, 32) where it lies, so
/// the register tile of the matrix products computes 8 output channels of 32 samples from it, one
/// segment for each row of taps: a matrix product without im2col and without packing the image.
/// Taps outside the image are left out rather than multiplied by zero.
final class FilterPass {
  /// Floats of filters that stay in an L2 cache of 1 MiB while all pixels pass by, 512 KiB.
  private static final int GROUP_FLOATS = 1 << 17;

  /// Multiply-adds that make a chunk worth a thread.
  private static final long CHUNK = 1 << 24;

  private static final float[] NOTHING = {0f};

  private final Slide rows;
  private final Slide columns;
  private final FilterBank[] banks; // [row phase][column phase]
  private final CpuStorage x; // (N,C,H,W)
  private final CpuStorage y; // (N,K,P,Q)
  private final float[] start;
  private final int startStep;

  /// @param banks one for each row phase and column phase
  FilterPass(
      Slide rows,
      Slide columns,
      FilterBank[] banks,
      CpuStorage x,
      @Nullable CpuStorage bias,
      CpuStorage y) {
    this.rows = rows;
    this.columns = columns;
    this.banks = banks;
    this.x = x;
    this.y = y;
    this.start = bias == null ? NOTHING : bias.data();
    this.startStep = bias == null ? 0 : 1;
  }

  /// Chunks are rows of pixels of one block of samples.
  void run(Parallel parallel) {
    int height = y.shape().dim(2);
    long perRow =
        (long) y.shape().dim(1)
            * y.shape().dim(3)
            * x.shape().dim(1)
            * Math.max(1, rows.taps() * columns.taps() / (rows.phases() * columns.phases()))
            * LANES;
    int perChunk = Math.clamp(CHUNK / perRow, 1, height);
    int chunks = (height + perChunk - 1) / perChunk;
    parallel.run(
        chunks * y.blocks(),
        perRow * height * y.blocks() < CHUNK / 16,
        i -> {
          int from = i % chunks * perChunk;
          pixels(i / chunks, from, Math.min(height, from + perChunk));
        });
  }

  /// Rows `from .. to` of one block, for a group of output channels after another.
  private void pixels(int block, int from, int to) {
    int outputs = y.shape().dim(1);
    int row = Math.max(1, banks[0].height() * banks[0].width() * x.shape().dim(1));
    int group = Math.max(1, GROUP_FLOATS / row / Tile.ROWS) * Tile.ROWS;
    for (int k = 0; k < outputs; k += group) {
      int last = Math.min(outputs, k + group);
      for (int p = from; p < to; p++) {
        for (int q = 0; q < y.shape().dim(3); q++) {
          pixel(block, p, q, k, last);
        }
      }
    }
  }

  /// Output channels `from .. to` of one pixel of 32 samples.
  private void pixel(int block, int p, int q, int from, int to) {
    int height = x.shape().dim(2);
    int width = x.shape().dim(3);
    int channels = x.shape().dim(1);
    FilterBank bank = banks[rows.phase(p) * columns.phases() + columns.phase(q)];
    int h = rows.first(p);
    int w = columns.first(q);
    int r = Math.max(0, -h);
    int s = Math.max(0, -w);
    int tapRows = Math.min(bank.height(), height - h) - r;
    int run = (Math.min(bank.width(), width - w) - s) * channels;
    int out = ORIGIN + ((block * y.shape().dim(2) + p) * y.shape().dim(3) + q) * outputRow();
    if (tapRows <= 0 || run <= 0) {
      for (int k = from; k < to; k++) {
        float value = start[startStep == 0 ? 0 : ORIGIN + k];
        Arrays.fill(y.data(), out + k * LANES, out + (k + 1) * LANES, value);
      }
      return;
    }
    int tapRow = bank.width() * channels;
    int filter = bank.height() * tapRow;
    int at = r * tapRow + s * channels;
    int in = ORIGIN + ((block * height + h + r) * width + w + s) * channels * LANES;
    for (int k = from; k < to; k += Tile.ROWS) {
      Tile.multiply(
          bank.data(),
          k * filter + at,
          filter,
          tapRow,
          x.data(),
          in,
          width * channels * LANES,
          run,
          tapRows,
          start,
          startStep == 0 ? 0 : ORIGIN + k,
          startStep,
          y.data(),
          out + k * LANES,
          LANES,
          Math.min(Tile.ROWS, to - k));
    }
  }

  /// Floats of one output pixel.
  private int outputRow() {
    return y.shape().dim(1) * LANES;
  }
}
