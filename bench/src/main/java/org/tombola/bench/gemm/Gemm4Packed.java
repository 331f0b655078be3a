package org.tombola.bench.gemm;

import static org.tombola.bench.gemm.PackedTile.COLUMNS;
import static org.tombola.bench.gemm.PackedTile.ROWS;

import java.util.Arrays;

/// Blocks and tile together, and between them the copy that makes both work: packing.
///
/// ```text
///  for each DEPTH rows of B:       pack them, strips [k][COLUMNS]
///    for each HEIGHT rows of A:    pack the block, strips [k][ROWS]; it stays in the second-level
///      for each strip of B:          cache; the strip, 256 · 16 floats at 256 bits, in the first
///        for each strip of A:      one tile of C
/// ```
///
/// A block is copied once and read once for every tile: `n²` copies against `n³` multiply-adds. The
/// tile then reads two straight lines, which the hardware fetches ahead and no stride can spoil.
/// Strips are filled up with zeros, so the edge of a matrix needs no tile of its own, only a detour
/// over a small buffer.
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
          for (int r = 0; r < rows; r += ROWS) {
            tile(n, depth, r * depth, j * depth, c, i + r, j);
          }
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

  /// `ROWS` rows of `A` from row `i` on, the columns from `k` on, turned round: `[depth][ROWS]`.
  private static void packA(int n, float[] a, int i, int k, int depth, float[] to, int at) {
    for (int r = 0; r < ROWS; r++) {
      if (i + r < n) {
        int from = (i + r) * n + k;
        for (int p = 0; p < depth; p++) {
          to[at + p * ROWS + r] = a[from + p];
        }
      } else {
        for (int p = 0; p < depth; p++) {
          to[at + p * ROWS + r] = 0f;
        }
      }
    }
  }

  /// Adds a tile to `C` at row `i`, column `j`, leaving out what lies beyond the matrix.
  private void tile(int n, int depth, int aAt, int bAt, float[] c, int i, int j) {
    int rows = Math.min(ROWS, n - i);
    int columns = Math.min(COLUMNS, n - j);
    if (rows == ROWS && columns == COLUMNS) {
      PackedTile.add(depth, packedA, aAt, packedB, bAt, c, i * n + j, n);
      return;
    }
    Arrays.fill(edge, 0f);
    PackedTile.add(depth, packedA, aAt, packedB, bAt, edge, 0, COLUMNS);
    for (int r = 0; r < rows; r++) {
      for (int q = 0; q < columns; q++) {
        c[(i + r) * n + j + q] += edge[r * COLUMNS + q];
      }
    }
  }
}
