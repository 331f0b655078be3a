package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.Lanes.LANES;
import static org.tombola.kernels.cpu.Lanes.ORIGIN;
import static org.tombola.kernels.cpu.Simd.WIDTH;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tombola.engine.spi.Window;

/// Convolutions that skip pruned weights, as [SparseLinear] does: the operands of a [SparseTile]
/// are neighbouring pixels.
final class SparseConvolution {
  /// Chunks of work there should be.
  private static final int CHUNKS = 16;

  private final Scratch scratch;
  private final Parallel parallel;

  SparseConvolution(Scratch scratch, Parallel parallel) {
    this.scratch = scratch;
    this.parallel = parallel;
  }

  /// One correlation over the images `x`, as [Correlation] is.
  void correlate(
      SparseFilters filters,
      float[] w,
      @Nullable CpuStorage bias,
      CpuStorage x,
      Slide down,
      Slide across,
      CpuStorage out) {
    if (down.outputs() == 0 || across.outputs() == 0) {
      return;
    }
    float[] values = filters.values(w, scratch);
    float[] start = PackedFilters.start(bias, out.shape().dim(1), scratch);
    int rows = down.outputs();
    long work = (long) filters.count() * LANES * rows * across.outputs() * out.blocks();
    parallel.run(
        out.blocks() * rows,
        work < Correlation.SMALL,
        chunk -> row(filters, values, start, x, down, across, out, chunk / rows, chunk % rows));
    scratch.give(start);
    scratch.give(values);
  }

  private static void row(
      SparseFilters filters,
      float[] values,
      float[] start,
      CpuStorage x,
      Slide down,
      Slide across,
      CpuStorage out,
      int block,
      int i) {
    int depth = x.shape().dim(1);
    int channels = out.shape().dim(1);
    int r = down.from(i);
    int taps = filters.rows() * filters.columns();
    int xRow = (block * down.inputs() + down.first(i)) * across.inputs();
    int outRow = (block * out.shape().dim(2) + down.output(i)) * out.shape().dim(3);
    for (int j = 0; j < across.outputs(); ) {
      int end = j + 1;
      while (end < Math.min(across.outputs(), j + SparseTile.OPERANDS) && across.sameTaps(j, end)) {
        end++;
      }
      int rows = across.count(j) == 0 ? 0 : down.count(i); // 0: all taps are in the padding
      int tap = r * filters.columns() + across.from(j);
      int from = ORIGIN + (xRow + across.first(j)) * depth * LANES;
      int to = ORIGIN + (outRow + across.output(j)) * channels * LANES;
      for (int k = 0; k < channels; k++) {
        SparseTile.multiply(
            values,
            filters.offsets(),
            filters.starts(),
            k * taps + tap,
            filters.columns(),
            across.count(j),
            rows,
            x.data(),
            from,
            across.inStep() * depth * LANES,
            start[ORIGIN + k],
            out.data(),
            to + k * LANES,
            across.outStep() * channels * LANES,
            end - j);
      }
      j = end;
    }
  }

  /// `dw` of a convolution where `filters` has entries, +0 elsewhere.
  void gradient(Window window, SparseFilters filters, CpuStorage dy, CpuStorage x, CpuStorage out) {
    Slide down = Slide.forward(window, 2, x, dy);
    Slide across = Slide.forward(window, 3, x, dy);
    int outputs = dy.shape().dim(1);
    int rows = dy.blocks() * down.outputs();
    int parts = Math.min(4, rows);
    sums(
        filters,
        outputs,
        parts,
        (long) filters.count() * dy.physical() / outputs < Correlation.SMALL,
        out,
        (k, sums, base, part) -> {
          for (int row = rows * part / parts; row < rows * (part + 1) / parts; row++) {
            rowGrad(filters, down, across, dy, x, row, k, sums, base);
          }
        });
  }

  /// What one row of `dy` adds to the entries of output channel `k`.
  private static void rowGrad(
      SparseFilters filters,
      Slide down,
      Slide across,
      CpuStorage dy,
      CpuStorage x,
      int row,
      int k,
      float[] sums,
      int base) {
    int outputs = dy.shape().dim(1);
    int pixel = x.shape().dim(1) * LANES;
    int i = row % down.outputs();
    int xRow = (row / down.outputs() * down.inputs() + down.first(i)) * across.inputs();
    for (int r = down.from(i); r < down.from(i) + down.count(i); r++) {
      for (int s = 0; s < filters.columns(); s++) {
        int first = across.firstWith(s);
        int columns = across.endWith(s) - first;
        if (columns > 0) {
          int dyAt = ORIGIN + ((row * across.outputs() + first) * outputs + k) * LANES;
          int xAt = ORIGIN + (xRow + across.first(first)) * pixel;
          int tap = (k * filters.rows() + r) * filters.columns() + s;
          dots(
              filters,
              tap,
              dy.data(),
              dyAt,
              outputs * LANES,
              x.data(),
              xAt,
              across.inStep() * pixel,
              columns,
              sums,
              base);
        }
      }
    }
  }

  /// What one part adds to the entries of output channel `k`.
  private interface Channel {
    void add(int k, float[] sums, int base, int part);
  }

  /// Sums by part and channel, joined in order.
  private void sums(
      SparseFilters filters, int channels, int parts, boolean small, CpuStorage out, Channel body) {
    int taps = filters.rows() * filters.columns();
    int perPart = Math.max(1, filters.count()) * WIDTH;
    float[] sums = scratch.take(parts * perPart);
    Arrays.fill(out.data(), 0f);
    int piece = Math.ceilDiv(channels, CHUNKS);
    parallel.run(
        Math.ceilDiv(channels, piece),
        small,
        chunk -> {
          int first = chunk * piece;
          int end = Math.min(channels, first + piece);
          int from = filters.starts()[first * taps];
          int to = filters.starts()[end * taps];
          for (int part = 0; part < parts; part++) {
            int base = part * perPart;
            Arrays.fill(sums, base + from * WIDTH, base + to * WIDTH, 0f);
          }
          for (int part = 0; part < parts; part++) {
            for (int k = first; k < end; k++) {
              body.add(k, sums, part * perPart, part);
            }
          }
          for (int p = from; p < to; p++) {
            out.data()[filters.at()[p]] = (float) join(sums, p * WIDTH, perPart, parts);
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

  /// All entries of one output channel and tap.
  private static void dots(
      SparseFilters filters,
      int tap,
      float[] dy,
      int dyAt,
      int dyStep,
      float[] x,
      int x0,
      int xStep,
      int columns,
      float[] sums,
      int base) {
    int end = filters.starts()[tap + 1];
    for (int p = filters.starts()[tap]; p < end; p += SparseDots.WEIGHTS) {
      int weights = Math.min(SparseDots.WEIGHTS, end - p);
      int at = base + p * WIDTH;
      SparseDots.add(
          dy, dyAt, dyStep, x, x0, xStep, filters.offsets(), p, weights, columns, sums, at);
    }
  }
}
