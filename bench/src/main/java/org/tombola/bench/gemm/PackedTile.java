package org.tombola.bench.gemm;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The tile of [Gemm3Vector] on packed strips: both operands are read from front to back.
///
/// A strip of `A` holds six rows as `[6][k]`, a strip of `B` two vectors of columns as `[k][2 ·
/// width]`. The strip of `B` is read as one straight line, that of `A` as six short ones side by
/// side.
final class PackedTile {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int WIDTH = SPECIES.length();

  /// Rows of a tile, and of a strip of `A`.
  static final int ROWS = 6;

  /// Columns of a tile, and of a strip of `B`.
  static final int COLUMNS = 2 * WIDTH;

  private PackedTile() {}

  /// Strip after strip of `A` meets a strip of `B`: for `s` in `0 .. strips`, `c[6 · s + r][j] +=
  /// Σ_k a[s][r][k] · b[k][j]`, with the rows of `c` being `cRow` floats apart.
  static void add(
      int strips, int depth, float[] a, int aAt, float[] b, int b0, float[] c, int c0, int cRow) {
    for (int s = 0; s < strips; s++) {
      int a0 = aAt + (s * ROWS) * depth;
      int a1 = aAt + (s * ROWS + 1) * depth;
      int a2 = aAt + (s * ROWS + 2) * depth;
      int a3 = aAt + (s * ROWS + 3) * depth;
      int a4 = aAt + (s * ROWS + 4) * depth;
      int a5 = aAt + (s * ROWS + 5) * depth;
      int to = c0 + s * ROWS * cRow;
      FloatVector c00 = FloatVector.zero(SPECIES);
      FloatVector c01 = FloatVector.zero(SPECIES);
      FloatVector c10 = FloatVector.zero(SPECIES);
      FloatVector c11 = FloatVector.zero(SPECIES);
      FloatVector c20 = FloatVector.zero(SPECIES);
      FloatVector c21 = FloatVector.zero(SPECIES);
      FloatVector c30 = FloatVector.zero(SPECIES);
      FloatVector c31 = FloatVector.zero(SPECIES);
      FloatVector c40 = FloatVector.zero(SPECIES);
      FloatVector c41 = FloatVector.zero(SPECIES);
      FloatVector c50 = FloatVector.zero(SPECIES);
      FloatVector c51 = FloatVector.zero(SPECIES);
      for (int k = 0; k < depth; k++) {
        FloatVector x0 = FloatVector.fromArray(SPECIES, b, b0 + k * COLUMNS);
        FloatVector x1 = FloatVector.fromArray(SPECIES, b, b0 + k * COLUMNS + WIDTH);
        FloatVector w;
        w = FloatVector.broadcast(SPECIES, a[a0 + k]);
        c00 = w.fma(x0, c00);
        c01 = w.fma(x1, c01);
        w = FloatVector.broadcast(SPECIES, a[a1 + k]);
        c10 = w.fma(x0, c10);
        c11 = w.fma(x1, c11);
        w = FloatVector.broadcast(SPECIES, a[a2 + k]);
        c20 = w.fma(x0, c20);
        c21 = w.fma(x1, c21);
        w = FloatVector.broadcast(SPECIES, a[a3 + k]);
        c30 = w.fma(x0, c30);
        c31 = w.fma(x1, c31);
        w = FloatVector.broadcast(SPECIES, a[a4 + k]);
        c40 = w.fma(x0, c40);
        c41 = w.fma(x1, c41);
        w = FloatVector.broadcast(SPECIES, a[a5 + k]);
        c50 = w.fma(x0, c50);
        c51 = w.fma(x1, c51);
      }
      FloatVector.fromArray(SPECIES, c, to).add(c00).intoArray(c, to);
      FloatVector.fromArray(SPECIES, c, to + WIDTH).add(c01).intoArray(c, to + WIDTH);
      FloatVector.fromArray(SPECIES, c, to + 1 * cRow).add(c10).intoArray(c, to + 1 * cRow);
      FloatVector.fromArray(SPECIES, c, to + 1 * cRow + WIDTH)
          .add(c11)
          .intoArray(c, to + 1 * cRow + WIDTH);
      FloatVector.fromArray(SPECIES, c, to + 2 * cRow).add(c20).intoArray(c, to + 2 * cRow);
      FloatVector.fromArray(SPECIES, c, to + 2 * cRow + WIDTH)
          .add(c21)
          .intoArray(c, to + 2 * cRow + WIDTH);
      FloatVector.fromArray(SPECIES, c, to + 3 * cRow).add(c30).intoArray(c, to + 3 * cRow);
      FloatVector.fromArray(SPECIES, c, to + 3 * cRow + WIDTH)
          .add(c31)
          .intoArray(c, to + 3 * cRow + WIDTH);
      FloatVector.fromArray(SPECIES, c, to + 4 * cRow).add(c40).intoArray(c, to + 4 * cRow);
      FloatVector.fromArray(SPECIES, c, to + 4 * cRow + WIDTH)
          .add(c41)
          .intoArray(c, to + 4 * cRow + WIDTH);
      FloatVector.fromArray(SPECIES, c, to + 5 * cRow).add(c50).intoArray(c, to + 5 * cRow);
      FloatVector.fromArray(SPECIES, c, to + 5 * cRow + WIDTH)
          .add(c51)
          .intoArray(c, to + 5 * cRow + WIDTH);
    }
  }
}
