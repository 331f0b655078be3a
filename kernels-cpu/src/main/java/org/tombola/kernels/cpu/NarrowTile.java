package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.Lanes.LANES;
import static org.tombola.kernels.cpu.Simd.SPECIES;
import static org.tombola.kernels.cpu.Simd.WIDTH;

import jdk.incubator.vector.FloatVector;

/// The register tile for 256- and 128-bit vectors: 6 rows by two vectors.
///
/// With 16 registers, 12 accumulators, two vectors of `B` and one broadcast leave one to spare; 8
/// rows would spill. [Tile] runs it over the 32 columns of a panel in pieces of two vectors. The
/// rest is as [WideTile] says.
public final class NarrowTile {
  /// Rows of a tile.
  static final int ROWS = 6;

  private NarrowTile() {}

  /// One tile of [PanelProduct]: `c[r][j] = start[r] + Σ_s Σ_k a[s][r][k] · b[s][k][j]`, for some
  /// panels of `b` in turn: the call costs as much as a few steps of `k`.
  ///
  /// Row `r` of `A` begins at `a0 + min(r, rows−1)·aRow`: rows beyond the last repeat it, compute
  /// the same numbers and store them to the same place, so the matrix's edge needs no kernel of its
  /// own.
  ///
  /// @param k terms in a segment; @param segments segments, `aSegment` and `bSegment` floats apart
  /// @param panels how many, `bPanel` and `cPanel` floats apart
  /// @param onto adds to what is in `c` instead of `start`
  public static void multiply(
      float[] a,
      int a0,
      int aRow,
      int aSegment,
      float[] b,
      int b0,
      int bSegment,
      int k,
      int segments,
      float[] start,
      int s0,
      int startStep,
      float[] c,
      int c0,
      int cRow,
      int rows,
      int panels,
      int bPanel,
      int cPanel,
      boolean onto) {
    int r1 = Math.min(1, rows - 1);
    int r2 = Math.min(2, rows - 1);
    int r3 = Math.min(3, rows - 1);
    int r4 = Math.min(4, rows - 1);
    int r5 = Math.min(5, rows - 1);
    for (int panel = 0; panel < panels; panel++) {
      int to = c0 + panel * cPanel;
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
      for (int s = 0; s < segments; s++) {
        int x = b0 + panel * bPanel + s * bSegment;
        int aFirst = a0 + s * aSegment;
        int a1 = aFirst + r1 * aRow;
        int a2 = aFirst + r2 * aRow;
        int a3 = aFirst + r3 * aRow;
        int a4 = aFirst + r4 * aRow;
        int a5 = aFirst + r5 * aRow;
        for (int i = 0; i < k; i++) {
          FloatVector x0 = FloatVector.fromArray(SPECIES, b, x + i * LANES);
          FloatVector x1 = FloatVector.fromArray(SPECIES, b, x + i * LANES + WIDTH);
          FloatVector w = FloatVector.broadcast(SPECIES, a[aFirst + i]);
          c00 = w.fma(x0, c00);
          c01 = w.fma(x1, c01);
          w = FloatVector.broadcast(SPECIES, a[a1 + i]);
          c10 = w.fma(x0, c10);
          c11 = w.fma(x1, c11);
          w = FloatVector.broadcast(SPECIES, a[a2 + i]);
          c20 = w.fma(x0, c20);
          c21 = w.fma(x1, c21);
          w = FloatVector.broadcast(SPECIES, a[a3 + i]);
          c30 = w.fma(x0, c30);
          c31 = w.fma(x1, c31);
          w = FloatVector.broadcast(SPECIES, a[a4 + i]);
          c40 = w.fma(x0, c40);
          c41 = w.fma(x1, c41);
          w = FloatVector.broadcast(SPECIES, a[a5 + i]);
          c50 = w.fma(x0, c50);
          c51 = w.fma(x1, c51);
        }
      }
      // All is read before any is written: a row that is repeated would be added twice.
      if (onto) {
        c00 = c00.add(FloatVector.fromArray(SPECIES, c, to));
        c01 = c01.add(FloatVector.fromArray(SPECIES, c, to + WIDTH));
        c10 = c10.add(FloatVector.fromArray(SPECIES, c, to + r1 * cRow));
        c11 = c11.add(FloatVector.fromArray(SPECIES, c, to + r1 * cRow + WIDTH));
        c20 = c20.add(FloatVector.fromArray(SPECIES, c, to + r2 * cRow));
        c21 = c21.add(FloatVector.fromArray(SPECIES, c, to + r2 * cRow + WIDTH));
        c30 = c30.add(FloatVector.fromArray(SPECIES, c, to + r3 * cRow));
        c31 = c31.add(FloatVector.fromArray(SPECIES, c, to + r3 * cRow + WIDTH));
        c40 = c40.add(FloatVector.fromArray(SPECIES, c, to + r4 * cRow));
        c41 = c41.add(FloatVector.fromArray(SPECIES, c, to + r4 * cRow + WIDTH));
        c50 = c50.add(FloatVector.fromArray(SPECIES, c, to + r5 * cRow));
        c51 = c51.add(FloatVector.fromArray(SPECIES, c, to + r5 * cRow + WIDTH));
        c00.intoArray(c, to);
        c01.intoArray(c, to + WIDTH);
        c10.intoArray(c, to + r1 * cRow);
        c11.intoArray(c, to + r1 * cRow + WIDTH);
        c20.intoArray(c, to + r2 * cRow);
        c21.intoArray(c, to + r2 * cRow + WIDTH);
        c30.intoArray(c, to + r3 * cRow);
        c31.intoArray(c, to + r3 * cRow + WIDTH);
        c40.intoArray(c, to + r4 * cRow);
        c41.intoArray(c, to + r4 * cRow + WIDTH);
        c50.intoArray(c, to + r5 * cRow);
        c51.intoArray(c, to + r5 * cRow + WIDTH);
        continue;
      }
      FloatVector z = FloatVector.broadcast(SPECIES, start[s0]);
      c00.add(z).intoArray(c, to);
      c01.add(z).intoArray(c, to + WIDTH);
      z = FloatVector.broadcast(SPECIES, start[s0 + r1 * startStep]);
      c10.add(z).intoArray(c, to + r1 * cRow);
      c11.add(z).intoArray(c, to + r1 * cRow + WIDTH);
      z = FloatVector.broadcast(SPECIES, start[s0 + r2 * startStep]);
      c20.add(z).intoArray(c, to + r2 * cRow);
      c21.add(z).intoArray(c, to + r2 * cRow + WIDTH);
      z = FloatVector.broadcast(SPECIES, start[s0 + r3 * startStep]);
      c30.add(z).intoArray(c, to + r3 * cRow);
      c31.add(z).intoArray(c, to + r3 * cRow + WIDTH);
      z = FloatVector.broadcast(SPECIES, start[s0 + r4 * startStep]);
      c40.add(z).intoArray(c, to + r4 * cRow);
      c41.add(z).intoArray(c, to + r4 * cRow + WIDTH);
      z = FloatVector.broadcast(SPECIES, start[s0 + r5 * startStep]);
      c50.add(z).intoArray(c, to + r5 * cRow);
      c51.add(z).intoArray(c, to + r5 * cRow + WIDTH);
    }
  }
}
