package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.Lanes.LANES;
import static org.tombola.kernels.cpu.Simd.SPECIES;
import static org.tombola.kernels.cpu.Simd.WIDTH;

import jdk.incubator.vector.FloatVector;

/// [WideGradientTile] for layers that have no more output channels than a vector: a panel is one
/// vector, and no second one is multiplied for nothing. Eight sums just hide the latency of the
/// multiply-add.
public final class SlimGradientTile {
  /// Rows of a tile.
  static final int ROWS = 8;

  private SlimGradientTile() {}

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
    int r6 = Math.min(6, rows - 1);
    int r7 = Math.min(7, rows - 1);
    int a0 = x0 + places[first];
    int a1 = x0 + places[first + r1];
    int a2 = x0 + places[first + r2];
    int a3 = x0 + places[first + r3];
    int a4 = x0 + places[first + r4];
    int a5 = x0 + places[first + r5];
    int a6 = x0 + places[first + r6];
    int a7 = x0 + places[first + r7];
    FloatVector c0 = FloatVector.zero(SPECIES);
    FloatVector c1 = FloatVector.zero(SPECIES);
    FloatVector c2 = FloatVector.zero(SPECIES);
    FloatVector c3 = FloatVector.zero(SPECIES);
    FloatVector c4 = FloatVector.zero(SPECIES);
    FloatVector c5 = FloatVector.zero(SPECIES);
    FloatVector c6 = FloatVector.zero(SPECIES);
    FloatVector c7 = FloatVector.zero(SPECIES);
    for (int q = 0; q < columns; q++) {
      int xAt = q * xColumn;
      int dyAt = dy0 + q * (LANES * WIDTH);
      for (int n = 0; n < LANES; n++) {
        FloatVector d = FloatVector.fromArray(SPECIES, dy, dyAt + n * WIDTH);
        c0 = d.fma(FloatVector.broadcast(SPECIES, x[a0 + xAt + n]), c0);
        c1 = d.fma(FloatVector.broadcast(SPECIES, x[a1 + xAt + n]), c1);
        c2 = d.fma(FloatVector.broadcast(SPECIES, x[a2 + xAt + n]), c2);
        c3 = d.fma(FloatVector.broadcast(SPECIES, x[a3 + xAt + n]), c3);
        c4 = d.fma(FloatVector.broadcast(SPECIES, x[a4 + xAt + n]), c4);
        c5 = d.fma(FloatVector.broadcast(SPECIES, x[a5 + xAt + n]), c5);
        c6 = d.fma(FloatVector.broadcast(SPECIES, x[a6 + xAt + n]), c6);
        c7 = d.fma(FloatVector.broadcast(SPECIES, x[a7 + xAt + n]), c7);
      }
    }
    c0 = c0.add(FloatVector.fromArray(SPECIES, sums, at));
    c1 = c1.add(FloatVector.fromArray(SPECIES, sums, at + r1 * WIDTH));
    c2 = c2.add(FloatVector.fromArray(SPECIES, sums, at + r2 * WIDTH));
    c3 = c3.add(FloatVector.fromArray(SPECIES, sums, at + r3 * WIDTH));
    c4 = c4.add(FloatVector.fromArray(SPECIES, sums, at + r4 * WIDTH));
    c5 = c5.add(FloatVector.fromArray(SPECIES, sums, at + r5 * WIDTH));
    c6 = c6.add(FloatVector.fromArray(SPECIES, sums, at + r6 * WIDTH));
    c7 = c7.add(FloatVector.fromArray(SPECIES, sums, at + r7 * WIDTH));
    c0.intoArray(sums, at);
    c1.intoArray(sums, at + r1 * WIDTH);
    c2.intoArray(sums, at + r2 * WIDTH);
    c3.intoArray(sums, at + r3 * WIDTH);
    c4.intoArray(sums, at + r4 * WIDTH);
    c5.intoArray(sums, at + r5 * WIDTH);
    c6.intoArray(sums, at + r6 * WIDTH);
    c7.intoArray(sums, at + r7 * WIDTH);
  }
}
