package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.Lanes.LANES;
import static org.tombola.kernels.cpu.Lanes.ORIGIN;

import org.jspecify.annotations.Nullable;

/// Which product is which [PanelProduct].
///
/// A batch in batch-lane layout is a row of panels already: one block of samples is a matrix of
/// features by 32. So the forward product reads weights and activations where they lie, the input
/// gradient needs the weights turned round, and the weight gradient the activations.
final class Products {
  /// Floats to turn round below which another thread is not worth waking.
  private static final int SMALL = 1 << 15;

  private final SparseChoice sparseness;
  private final Scratch scratch;
  private final Parallel parallel;
  private final SparseLinear sparse;

  Products(SparseChoice sparseness, Scratch scratch, Parallel parallel) {
    this.sparseness = sparseness;
    this.scratch = scratch;
    this.parallel = parallel;
    sparse = new SparseLinear(scratch, parallel);
  }

  /// Per block: `y (O,32) = bias + w (O,I) · x (I,32)`.
  void linear(CpuStorage x, CpuStorage w, @Nullable CpuStorage bias, CpuStorage out) {
    Pattern pattern = sparseness.linear(w, x.data().length, false);
    if (pattern != null) {
      sparse.product(rows(pattern, out.features(), x.features()), w.data(), bias, x, out);
      return;
    }
    perBlock(w.data(), ORIGIN, x.features(), bias, x, out);
    if (bias != null) {
      out.zeroPadding();
    }
  }

  /// Per block: `dx (I,32) = wᵀ (I,O) · dy (O,32)`.
  void linearInputGrad(CpuStorage dy, CpuStorage w, CpuStorage out) {
    int outputs = dy.features();
    Pattern pattern = sparseness.linear(w, dy.data().length, false);
    if (pattern != null) {
      int inputs = out.features();
      SparseFilters columns =
          pattern.list(
              "columns", () -> SparseFilters.matrix(pattern.mask(), 1, inputs, inputs, outputs));
      sparse.product(columns, w.data(), null, dy, out);
      return;
    }
    float[] turned = transposed(w.data(), ORIGIN, outputs, out.features());
    perBlock(turned, ORIGIN, outputs, null, dy, out);
    scratch.give(turned);
  }

  /// Every block of `x` (K features) meets the same `a` (rows, K).
  private void perBlock(
      float[] a, int a0, int k, @Nullable CpuStorage bias, CpuStorage x, CpuStorage out) {
    int rows = out.features();
    PanelProduct product =
        new PanelProduct(rows, x.blocks(), k, 1)
            .left(a, a0, k, 0)
            .right(x.data(), ORIGIN, k * LANES, 0)
            .into(out.data(), ORIGIN, LANES, rows * LANES);
    (bias == null ? product : product.plus(bias.data(), ORIGIN)).run(parallel);
  }

  /// `dw (O,I) = Σ_blocks dy (O,32) · xᵀ (32,I)`: a row of `dy` is contiguous over the samples, and
  /// `x` becomes panels of 32 inputs, `[I/32][block][32 samples][32 inputs]`. What the last panel
  /// holds beyond `I` leads to columns that [#intoRows] drops.
  void linearWeightGrad(CpuStorage dy, CpuStorage x, @Nullable CpuStorage w, CpuStorage out) {
    int outputs = dy.features();
    int inputs = x.features();
    Pattern pattern = w == null ? null : sparseness.linear(w, x.data().length, true);
    if (pattern != null) {
      sparse.gradient(rows(pattern, outputs, inputs), dy, x, out);
      return;
    }
    int blocks = x.blocks();
    int panels = Lanes.blocks(inputs);
    int panel = blocks * LANES * LANES;
    float[] turned = scratch.take(panels * panel);
    parallel.run(
        panels,
        x.physical() < SMALL,
        p -> {
          float[] work = scratch.take(Transpose.WORK);
          int features = Math.min(LANES, inputs - p * LANES);
          for (int b = 0; b < blocks; b++) {
            int from = ORIGIN + (b * inputs + p * LANES) * LANES;
            int to = ORIGIN + p * panel + b * LANES * LANES;
            Transpose.matrix(x.data(), from, LANES, features, LANES, turned, to, LANES, work);
          }
          scratch.give(work);
        });
    intoRows(
        dy.data(),
        ORIGIN,
        LANES,
        outputs * LANES,
        turned,
        LANES,
        blocks,
        out.data(),
        outputs,
        inputs);
    scratch.give(turned);
    out.zeroPadding();
  }

  private static SparseFilters rows(Pattern pattern, int outputs, int inputs) {
    return pattern.list(
        "rows", () -> SparseFilters.matrix(pattern.mask(), inputs, 1, outputs, inputs));
  }

  /// `C (M,N) = op(A) · op(B)`, all row-major.
  void matmul(boolean transA, boolean transB, CpuStorage a, CpuStorage b, CpuStorage out) {
    new MatrixProduct(transA, transB, a, b, out, scratch, parallel).into(out.data());
    out.zeroPadding();
  }

  /// A product whose result is row-major with `n` columns: whole panels go straight to their place,
  /// the last one, cut off by the edge, by way of a buffer.
  private void intoRows(
      float[] a,
      int a0,
      int aRow,
      int aSegment,
      float[] b,
      int k,
      int segments,
      float[] c,
      int m,
      int n) {
    int whole = n / LANES;
    int rest = n % LANES;
    int bSegment = k * LANES;
    int bPanel = segments * bSegment;
    if (whole > 0) {
      new PanelProduct(m, whole, k, segments)
          .left(a, a0, aRow, aSegment)
          .right(b, ORIGIN, bPanel, bSegment)
          .into(c, ORIGIN, n, LANES)
          .run(parallel);
    }
    if (rest > 0) {
      float[] edge = scratch.take(m * LANES);
      new PanelProduct(m, 1, k, segments)
          .left(a, a0, aRow, aSegment)
          .right(b, ORIGIN + whole * bPanel, bPanel, bSegment)
          .into(edge, ORIGIN, LANES, 0)
          .run(parallel);
      for (int r = 0; r < m; r++) {
        System.arraycopy(edge, ORIGIN + r * LANES, c, ORIGIN + r * n + whole * LANES, rest);
      }
      scratch.give(edge);
    }
  }

  /// The transpose of a row-major matrix, in a scratch array from [Lanes#ORIGIN].
  private float[] transposed(float[] x, int at, int rows, int cols) {
    float[] out = scratch.take(rows * cols);
    float[] work = scratch.take(Transpose.WORK);
    Transpose.matrix(x, at, cols, rows, cols, out, ORIGIN, rows, work);
    scratch.give(work);
    return out;
  }
}
