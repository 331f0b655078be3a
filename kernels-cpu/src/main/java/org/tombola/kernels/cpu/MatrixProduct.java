package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.Lanes.LANES;
import static org.tombola.kernels.cpu.Lanes.ORIGIN;

/// `C (M,N) = op(A) · op(B)` of row-major matrices, by blocks copied just before they are used.
///
/// ```text
///               512 columns of op(A)                a group of panels of op(B)
///             ┌───────┬───────┬──                  ┌──32──┬──32──┬─
///           M │ rows  │ rows  │                512 │ panel│ panel│
///             └───────┴───────┴──                  └──────┴──────┴─
///               each 16 floats apart from            128 KiB: written to and
///               the next                             read from a second-level cache
/// ```
///
/// Rows that lie a power of two apart share the few places a first-level cache has for their lines:
/// so rows of `A` are set apart by one line more than they are long.
///
/// Source: Goto and van de Geijn 2008, "Anatomy of high-performance matrix multiplication".
final class MatrixProduct {
  /// Floats of a group of panels.
  private static final int GROUP = 1 << 15;

  /// Floats between rows of `A` beyond their length: a line of a cache.
  private static final int GAP = 16;

  /// Columns of `C` from which moving the rows of `A` costs little beside the product.
  private static final int WIDE = 128;

  private final boolean transA;
  private final boolean transB;
  private final float[] a;
  private final float[] b;
  private final int m;
  private final int n;
  private final int k;
  private final Scratch scratch;
  private final Parallel parallel;

  MatrixProduct(
      boolean transA,
      boolean transB,
      CpuStorage a,
      CpuStorage b,
      CpuStorage out,
      Scratch scratch,
      Parallel parallel) {
    this.transA = transA;
    this.transB = transB;
    this.a = a.data();
    this.b = b.data();
    m = out.shape().dim(0);
    n = out.shape().dim(1);
    k = a.shape().dim(transA ? 0 : 1);
    this.scratch = scratch;
    this.parallel = parallel;
  }

  void into(float[] c) {
    int depth = Math.min(k, PanelProduct.DEPTH);
    int group = Math.max(1, GROUP / (depth * LANES));
    boolean inPlace = !transA && n < WIDE;
    int aRow = inPlace ? k : depth + GAP;
    int piece = inPlace ? depth : m * aRow;
    float[] rows = inPlace ? a : rows(depth, aRow);
    float[] panels = scratch.take(group * depth * LANES);
    float[] edge = scratch.take(m * LANES);
    int whole = n / LANES;
    int all = Lanes.blocks(n);
    for (int p = 0; p < all; p += group) {
      int count = Math.min(group, all - p);
      for (int from = 0; from < k; from += depth) {
        int here = Math.min(depth, k - from);
        int at = ORIGIN + from / depth * piece;
        pack(p, count, from, here, panels);
        int inner = Math.min(count, whole - p);
        if (inner > 0) {
          block(at, rows, aRow, inner, here, panels, ORIGIN, from > 0)
              .into(c, ORIGIN + p * LANES, n, LANES)
              .run(parallel);
        }
        if (inner < count) {
          block(at, rows, aRow, 1, here, panels, ORIGIN + inner * here * LANES, from > 0)
              .into(edge, ORIGIN, LANES, 0)
              .run(parallel);
        }
      }
    }
    for (int r = 0; whole < all && r < m; r++) {
      int to = ORIGIN + r * n + whole * LANES;
      System.arraycopy(edge, ORIGIN + r * LANES, c, to, n - whole * LANES);
    }
    scratch.give(edge);
    scratch.give(panels);
    if (!inPlace) {
      scratch.give(rows);
    }
  }

  private PanelProduct block(
      int at, float[] rows, int aRow, int panels, int k, float[] b, int b0, boolean onto) {
    PanelProduct product =
        new PanelProduct(m, panels, k, 1).left(rows, at, aRow, 0).right(b, b0, k * LANES, 0);
    return onto ? product.onto() : product;
  }

  /// `op(A)` in pieces of `depth` columns, `[piece][M][depth + gap]`.
  private float[] rows(int depth, int aRow) {
    int pieces = Math.ceilDiv(k, depth);
    float[] out = scratch.take(pieces * m * aRow);
    parallel.run(
        pieces,
        (long) m * k < Correlation.SMALL,
        piece -> {
          int from = piece * depth;
          int here = Math.min(depth, k - from);
          int to = ORIGIN + piece * m * aRow;
          if (transA) {
            float[] work = scratch.take(Transpose.WORK);
            Transpose.matrix(a, ORIGIN + from * m, m, here, m, out, to, aRow, work);
            scratch.give(work);
          } else {
            for (int r = 0; r < m; r++) {
              System.arraycopy(a, ORIGIN + r * k + from, out, to + r * aRow, here);
            }
          }
        });
    return out;
  }

  /// Panels `first ..` of `op(B)`, rows `from .. from + depth`: `[panel][depth][32]`. Columns
  /// beyond the last are left as they were: what they lead to is dropped.
  private void pack(int first, int count, int from, int depth, float[] panels) {
    parallel.run(
        count,
        (long) count * depth * LANES < Correlation.SMALL,
        i -> {
          int p = first + i;
          int columns = Math.min(LANES, n - p * LANES);
          int to = ORIGIN + i * depth * LANES;
          if (transB) {
            float[] work = scratch.take(Transpose.WORK);
            int at = ORIGIN + p * LANES * k + from;
            Transpose.matrix(b, at, k, columns, depth, panels, to, LANES, work);
            scratch.give(work);
          } else {
            for (int r = 0; r < depth; r++) {
              int at = ORIGIN + (from + r) * n + p * LANES;
              System.arraycopy(b, at, panels, to + r * LANES, columns);
            }
          }
        });
  }
}
