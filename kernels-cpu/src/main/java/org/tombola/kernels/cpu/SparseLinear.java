package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.Lanes.LANES;
import static org.tombola.kernels.cpu.Lanes.ORIGIN;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Linear layers that skip pruned weights. In batch-lane layout a weight is a scalar, so
/// unstructured sparsity needs no special hardware: a pruned weight is one that is not visited.
final class SparseLinear {
  /// Chunks of work there should be.
  private static final int CHUNKS = 8;

  private final Scratch scratch;
  private final Parallel parallel;

  SparseLinear(Scratch scratch, Parallel parallel) {
    this.scratch = scratch;
    this.parallel = parallel;
  }

  /// Every block of `x` (features) meets the same filters: `out` (N, channels).
  void product(
      SparseFilters filters, float[] w, @Nullable CpuStorage bias, CpuStorage x, CpuStorage out) {
    float[] values = filters.values(w, scratch);
    float[] start = PackedFilters.start(bias, out.features(), scratch);
    run(
        filters,
        out.features(),
        x,
        (first, end) -> outputs(filters, values, start, first, end - first, x, out));
    scratch.give(start);
    scratch.give(values);
    out.zeroPadding();
  }

  /// Some output features over all blocks of samples.
  private static void outputs(
      SparseFilters filters,
      float[] values,
      float[] start,
      int first,
      int count,
      CpuStorage x,
      CpuStorage out) {
    int inputs = x.features() * LANES;
    int outputs = out.features() * LANES;
    for (int b = 0; b < x.blocks(); b += SparseTile.OPERANDS) {
      SparseTile.multiply(
          values,
          filters.offsets(),
          filters.starts(),
          first,
          1,
          1,
          1,
          1,
          x.data(),
          ORIGIN + b * inputs,
          inputs,
          start,
          ORIGIN + first,
          out.data(),
          ORIGIN + b * outputs + first * LANES,
          outputs,
          count,
          Math.min(SparseTile.OPERANDS, x.blocks() - b));
    }
  }

  /// `dw (O,I)` where `filters` has entries, +0 elsewhere.
  void gradient(SparseFilters filters, CpuStorage dy, CpuStorage x, CpuStorage out) {
    Arrays.fill(out.data(), 0f);
    run(
        filters,
        dy.features(),
        x,
        (first, end) -> {
          float[] sums = scratch.take(SparseSums.at(x.features() + SparseSums.WEIGHTS));
          for (int k = first; k < end; k++) {
            dots(filters, k, dy, x, sums, out.data());
          }
          scratch.give(sums);
        });
  }

  /// The entries of output feature `k`.
  private static void dots(
      SparseFilters filters, int k, CpuStorage dy, CpuStorage x, float[] sums, float[] dw) {
    int from = filters.starts()[k];
    int end = filters.starts()[k + 1];
    SparseSums.of(
        dy.data(),
        ORIGIN + k * LANES,
        dy.features() * LANES,
        x.data(),
        ORIGIN,
        x.features() * LANES,
        filters.offsets(),
        from,
        end,
        x.blocks(),
        sums);
    for (int p = from; p < end; p++) {
      dw[filters.at()[p]] = sums[SparseSums.at(p - from)];
    }
  }

  private void run(SparseFilters filters, int outputs, CpuStorage x, Parallel.Piece body) {
    boolean small = (long) filters.count() * LANES * x.blocks() < Correlation.SMALL;
    parallel.run(outputs, Math.ceilDiv(outputs, CHUNKS), small, body);
  }
}
