package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.Lanes.LANES;
import static org.tombola.kernels.cpu.Lanes.ORIGIN;
import static org.tombola.kernels.cpu.Simd.WIDTH;

import java.util.Arrays;

/// The gradient of a convolution's filters where they are not pruned, on [SparseGradientTile]s.
///
/// ```text
/// for every part of the rows of dy           has sums of its own
///   for every piece of the output channels   whose sums stay in a cache: a chunk of work
///     for every tile of pixels               what they see of x stays in a cache
///       for every output channel of the piece
/// ```
final class SparseGradient {
  /// Floats that the sums of all parts should not exceed, 8 MiB.
  private static final int SUMS = 1 << 21;

  /// Floats of sums in a piece, 512 KiB: an L2 cache, more or less.
  private static final int PIECE = 128 << 10;

  /// Entries in a piece of work when parts are joined.
  private static final int JOINED = 1 << 12;

  private final SparseFilters filters;
  private final Slide down;
  private final Slide across;
  private final CpuStorage dy;
  private final CpuStorage x;
  private final Scratch scratch;
  private final Parallel parallel;

  SparseGradient(
      SparseFilters filters,
      Slide down,
      Slide across,
      CpuStorage dy,
      CpuStorage x,
      Scratch scratch,
      Parallel parallel) {
    this.filters = filters;
    this.down = down;
    this.across = across;
    this.dy = dy;
    this.x = x;
    this.scratch = scratch;
    this.parallel = parallel;
  }

  /// Floats that the sums of all parts take for so many entries.
  static long floats(int entries) {
    return perPart(entries) * parts(entries);
  }

  private static long perPart(int entries) {
    return (long) Math.max(1, entries) * WIDTH;
  }

  private static int parts(int entries) {
    return Math.clamp(SUMS / perPart(entries), 4, 8);
  }

  /// `dw` where `filters` has entries, +0 elsewhere.
  void into(CpuStorage dw) {
    int rows = dy.blocks() * down.outputs();
    int perPart = (int) perPart(filters.count());
    int parts = parts(filters.count());
    float[] sums = scratch.take(parts * perPart);
    long work = (long) filters.count() * LANES * rows * across.outputs();
    boolean small = work < Correlation.SMALL;
    int channels = dy.shape().dim(1);
    int piece = Math.clamp((long) channels * PIECE / perPart, 1, channels);
    int pieces = Math.ceilDiv(channels, piece);
    parallel.run(
        parts * pieces,
        small,
        chunk -> {
          int part = chunk / pieces;
          int k = chunk % pieces * piece;
          int last = Math.min(channels, k + piece);
          int base = part * perPart;
          int[] starts = filters.starts();
          int from = base + starts[k * filters.taps()] * WIDTH;
          Arrays.fill(sums, from, base + starts[last * filters.taps()] * WIDTH, 0f);
          int end = (int) ((long) rows * (part + 1) / parts);
          for (int row = (int) ((long) rows * part / parts); row < end; row++) {
            row(row, k, last, sums, base);
          }
        });
    Arrays.fill(dw.data(), 0f);
    parallel.run(
        Math.ceilDiv(filters.count(), JOINED),
        small,
        chunk -> {
          int end = Math.min(filters.count(), (chunk + 1) * JOINED);
          for (int p = chunk * JOINED; p < end; p++) {
            dw.data()[filters.at()[p]] = (float) join(sums, p * WIDTH, perPart, parts);
          }
        });
    scratch.give(sums);
  }

  private static double join(float[] sums, int at, int perPart, int parts) {
    double sum = 0;
    for (int part = 0; part < parts; part++) {
      for (int lane = 0; lane < WIDTH; lane++) {
        sum += sums[part * perPart + at + lane];
      }
    }
    return sum;
  }

  /// What one row of `dy` adds to the entries of the output channels `first .. last`.
  private void row(int row, int first, int last, float[] sums, int base) {
    int channels = dy.shape().dim(1);
    int pixel = x.shape().dim(1) * LANES;
    int i = row % down.outputs();
    int xRow = (row / down.outputs() * down.inputs() + down.first(i)) * across.inputs();
    for (int j = 0; j < across.outputs(); ) {
      SparseTaps taps = SparseTaps.of(filters, down, across, i, j);
      SparseGradientTile.add(
          filters.offsets(),
          filters.starts(),
          first * filters.taps() + taps.first(),
          filters.taps(),
          filters.columns(),
          taps.span(),
          taps.rows(),
          x.data(),
          ORIGIN + (xRow + across.first(j)) * pixel,
          across.inStep() * pixel,
          dy.data(),
          ORIGIN + ((row * across.outputs() + j) * channels + first) * LANES,
          channels * LANES,
          last - first,
          taps.pixels(),
          sums,
          base);
      j += taps.pixels();
    }
  }
}
