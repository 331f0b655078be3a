package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.Lanes.LANES;
import static org.tombola.kernels.cpu.Lanes.ORIGIN;

import org.jspecify.annotations.Nullable;

/// Convolutions that skip pruned weights, as [SparseLinear] does: the operands of a [SparseTile]
/// are neighbouring pixels.
final class SparseConvolution {
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
    int xRow = (block * down.inputs() + down.first(i)) * across.inputs();
    int outRow = (block * out.shape().dim(2) + down.output(i)) * out.shape().dim(3);
    for (int j = 0; j < across.outputs(); ) {
      SparseTaps taps = SparseTaps.of(filters, down, across, i, j);
      SparseTile.multiply(
          values,
          filters.offsets(),
          filters.starts(),
          taps.first(),
          filters.taps(),
          filters.columns(),
          taps.span(),
          taps.rows(),
          x.data(),
          ORIGIN + (xRow + across.first(j)) * depth * LANES,
          across.inStep() * depth * LANES,
          start,
          ORIGIN,
          out.data(),
          ORIGIN + (outRow + across.output(j)) * channels * LANES,
          across.outStep() * channels * LANES,
          channels,
          taps.pixels());
      j += taps.pixels();
    }
  }
}
