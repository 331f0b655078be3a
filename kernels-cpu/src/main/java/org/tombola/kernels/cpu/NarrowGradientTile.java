package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.GradientRows.PANEL;
import static org.tombola.kernels.cpu.Lanes.LANES;
import static org.tombola.kernels.cpu.Simd.SPECIES;
import static org.tombola.kernels.cpu.Simd.WIDTH;

import jdk.incubator.vector.FloatVector;

/// The register tile of a filter's gradient for 256- and 128-bit vectors: 6 rows of `x` by a panel
/// of output channels, two vectors, for 16 registers as [NarrowTile]. The rest is as
/// [WideGradientTile] says.
public final class NarrowGradientTile {
  /// Rows of a tile.
  static final int ROWS = 6;

  private NarrowGradientTile() {}

  /// One tile of [GradientRows#add].
  ///
  /// A row beyond the last repeats it and stores the same numbers to the same place.
  public static void add(
      float[] x,
      int x0,
      int[] places,
      int first,
      int xColumn,
      int columns,
      float[] dy,
      int dy0,
      float[] sums,
      int at,
      int rows) {
    int r1 = Math.min(1, rows - 1);
    int r2 = Math.min(2, rows - 1);
    int r3 = Math.min(3, rows - 1);
    int r4 = Math.min(4, rows - 1);
    int r5 = Math.min(5, rows - 1);
    int a0 = x0 + places[first];
    int a1 = x0 + places[first + r1];
    int a2 = x0 + places[first + r2];
    int a3 = x0 + places[first + r3];
    int a4 = x0 + places[first + r4];
    int a5 = x0 + places[first + r5];
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
    for (int q = 0; q < columns; q++) {
      int xAt = q * xColumn;
      int dyAt = dy0 + q * (LANES * PANEL);
      for (int n = 0; n < LANES; n++) {
        FloatVector left = FloatVector.fromArray(SPECIES, dy, dyAt + n * PANEL);
        FloatVector right = FloatVector.fromArray(SPECIES, dy, dyAt + n * PANEL + WIDTH);
        FloatVector v = FloatVector.broadcast(SPECIES, x[a0 + xAt + n]);
        c00 = v.fma(left, c00);
        c01 = v.fma(right, c01);
        v = FloatVector.broadcast(SPECIES, x[a1 + xAt + n]);
        c10 = v.fma(left, c10);
        c11 = v.fma(right, c11);
        v = FloatVector.broadcast(SPECIES, x[a2 + xAt + n]);
        c20 = v.fma(left, c20);
        c21 = v.fma(right, c21);
        v = FloatVector.broadcast(SPECIES, x[a3 + xAt + n]);
        c30 = v.fma(left, c30);
        c31 = v.fma(right, c31);
        v = FloatVector.broadcast(SPECIES, x[a4 + xAt + n]);
        c40 = v.fma(left, c40);
        c41 = v.fma(right, c41);
        v = FloatVector.broadcast(SPECIES, x[a5 + xAt + n]);
        c50 = v.fma(left, c50);
        c51 = v.fma(right, c51);
      }
    }
    c00 = c00.add(FloatVector.fromArray(SPECIES, sums, at));
    c01 = c01.add(FloatVector.fromArray(SPECIES, sums, at + WIDTH));
    c10 = c10.add(FloatVector.fromArray(SPECIES, sums, at + r1 * PANEL));
    c11 = c11.add(FloatVector.fromArray(SPECIES, sums, at + r1 * PANEL + WIDTH));
    c20 = c20.add(FloatVector.fromArray(SPECIES, sums, at + r2 * PANEL));
    c21 = c21.add(FloatVector.fromArray(SPECIES, sums, at + r2 * PANEL + WIDTH));
    c30 = c30.add(FloatVector.fromArray(SPECIES, sums, at + r3 * PANEL));
    c31 = c31.add(FloatVector.fromArray(SPECIES, sums, at + r3 * PANEL + WIDTH));
    c40 = c40.add(FloatVector.fromArray(SPECIES, sums, at + r4 * PANEL));
    c41 = c41.add(FloatVector.fromArray(SPECIES, sums, at + r4 * PANEL + WIDTH));
    c50 = c50.add(FloatVector.fromArray(SPECIES, sums, at + r5 * PANEL));
    c51 = c51.add(FloatVector.fromArray(SPECIES, sums, at + r5 * PANEL + WIDTH));
    c00.intoArray(sums, at);
    c01.intoArray(sums, at + WIDTH);
    c10.intoArray(sums, at + r1 * PANEL);
    c11.intoArray(sums, at + r1 * PANEL + WIDTH);
    c20.intoArray(sums, at + r2 * PANEL);
    c21.intoArray(sums, at + r2 * PANEL + WIDTH);
    c30.intoArray(sums, at + r3 * PANEL);
    c31.intoArray(sums, at + r3 * PANEL + WIDTH);
    c40.intoArray(sums, at + r4 * PANEL);
    c41.intoArray(sums, at + r4 * PANEL + WIDTH);
    c50.intoArray(sums, at + r5 * PANEL);
    c51.intoArray(sums, at + r5 * PANEL + WIDTH);
  }
}
