package org.tombola.bench.gemm;

import static org.tombola.bench.gemm.PackedTile.COLUMNS;
import static org.tombola.bench.gemm.PackedTile.ROWS;

import java.util.Arrays;

/// Blocks and tile together, and between them the copy that makes both work: packing.
///
/// ```text
///  for each DEPTH rows of B:       pack them, strips [k][COLUMNS]
///    for each HEIGHT rows of A:    pack the block, strips [ROWS][k]; it stays in the second-level
///      for each strip of B:          cache; the strip, 256 · 16 floats at 256 bits, in the first
///        for each strip of A:      one tile of C, in PackedTile
/// ```
///
/// A block is copied once and read once for every tile: `n²` copies against `n³` multiply-adds. The
/// tile then reads straight lines, which the hardware fetches ahead and no stride can spoil. Strips
/// are filled up with zeros, so the edge of a matrix needs no tile of its own, only a detour over a
/// small buffer.
///
/// Source: Goto and van de Geijn, *Anatomy of High-Performance Matrix Multiplication*, 2008 (TOMS).
public final class Gemm4Packed implements GemmRung {
  /// Terms of the sum in a block.
  private static final int DEPTH = 256;

  /// Rows of a block of `A`; 96 by 256 floats are 96 KiB.
  private static final int HEIGHT = 16 * ROWS;

  private final float[] packedA = new float[HEIGHT * DEPTH];
  private final float[] edge = new float[ROWS * COLUMNS];
  private float[] packedB = new float[0];

  @Override
  public String idea() {
    return "blocks copied into the order in which the tile reads them";
  }

  @Override
  public void multiply(int n, float[] a, float[] b, float[] c) {
    int strips = Math.ceilDiv(n, COLUMNS);
    if (packedB.length < strips * COLUMNS * DEPTH) {
      packedB = new float[strips * COLUMNS * DEPTH];
    }
    Arrays.fill(c, 0, n * n, 0f);
    for (int k = 0; k < n; k += DEPTH) {
      int depth = Math.min(DEPTH, n - k);
      for (int s = 0; s < strips; s++) {
        packB(n, b, k, depth, s * COLUMNS, packedB, s * depth * COLUMNS);
      }
      for (int i = 0; i < n; i += HEIGHT) {
        int rows = Math.min(HEIGHT, n - i);
        for (int r = 0; r < rows; r += ROWS) {
          packA(n, a, i + r, k, depth, packedA, r * depth);
        }
        for (int j = 0; j < n; j += COLUMNS) {
          column(n, rows, depth, c, i, j);
        }
      }
    }
  }

  /// `depth` rows of `B` from row `k` on, the columns from `j` on: `[depth][COLUMNS]`.
  private static void packB(int n, float[] b, int k, int depth, int j, float[] to, int at) {
    int columns = Math.min(COLUMNS, n - j);
    for (int i = 0; i < depth; i++) {
      int row = at + i * COLUMNS;
      System.arraycopy(b, (k + i) * n + j, to, row, columns);
      Arrays.fill(to, row + columns, row + COLUMNS, 0f);
    }
  }

  /// `ROWS` rows of `A` from row `i` on, the columns from `k` on: `[ROWS][depth]`.
  private static void packA(int n, float[] a, int i, int k, int depth, float[] to, int at) {
    for (int r = 0; r < ROWS; r++) {
      int row = at + r * depth;
      if (i + r < n) {
        System.arraycopy(a, (i + r) * n + k, to, row, depth);
      } else {
        Arrays.fill(to, row, row + depth, 0f);
      }
    }
  }

  /// A strip of `B` meets the block of `A`: adds to `rows` rows of `C` from row `i` on, in the
  /// columns from `j` on.
  private void column(int n, int rows, int depth, float[] c, int i, int j) {
    int whole = j + COLUMNS <= n ? rows / ROWS : 0;
    PackedTile.add(whole, depth, packedA, 0, packedB, j * depth, c, i * n + j, n);
    for (int r = whole * ROWS; r < rows; r += ROWS) {
      Arrays.fill(edge, 0f);
      PackedTile.add(1, depth, packedA, r * depth, packedB, j * depth, edge, 0, COLUMNS);
      addEdge(Math.min(ROWS, rows - r), Math.min(COLUMNS, n - j), c, (i + r) * n + j, n);
    }
  }

  /// The part of a tile that is not beyond the matrix.
  private void addEdge(int rows, int columns, float[] c, int at, int cRow) {
    for (int r = 0; r < rows; r++) {
      for (int q = 0; q < columns; q++) {
        c[at + r * cRow + q] += edge[r * COLUMNS + q];
      }
    }
  }
}
