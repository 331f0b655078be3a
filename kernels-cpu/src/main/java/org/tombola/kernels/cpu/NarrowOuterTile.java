package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.Lanes.LANES;
import static org.tombola.kernels.cpu.Simd.SPECIES;
import static org.tombola.kernels.cpu.Simd.WIDTH;

import jdk.incubator.vector.FloatVector;

/// The register tile of a filter's gradient for 256- and 128-bit vectors: 2 output channels by 4
/// input channels; 8 accumulators, two vectors of `dy` and one of `x` fit 16 registers. The rest is
/// as [WideOuterTile] says.
public final class NarrowOuterTile {
  private NarrowOuterTile() {}

  /// `sums[at + 4k + c] += Σ dy[k] · x[c]` over the samples of a box of pixels.
  ///
  /// @param blocks blocks of samples, `xBlock` and `dyBlock` floats apart
  /// @param rows rows of pixels, `xRow` and `dyRow` apart
  /// @param columns pixels of a row, `xColumn` and `4 · 32` apart
  public static void add(
      float[] x,
      int x0,
      int xBlock,
      int xRow,
      int xColumn,
      float[] dy,
      int dy0,
      int dyBlock,
      int dyRow,
      int blocks,
      int rows,
      int columns,
      float[] sums,
      int at) {
    FloatVector s00 = FloatVector.zero(SPECIES);
    FloatVector s01 = FloatVector.zero(SPECIES);
    FloatVector s02 = FloatVector.zero(SPECIES);
    FloatVector s03 = FloatVector.zero(SPECIES);
    FloatVector s10 = FloatVector.zero(SPECIES);
    FloatVector s11 = FloatVector.zero(SPECIES);
    FloatVector s12 = FloatVector.zero(SPECIES);
    FloatVector s13 = FloatVector.zero(SPECIES);
    for (int b = 0; b < blocks; b++) {
      for (int r = 0; r < rows; r++) {
        int xAt = x0 + b * xBlock + r * xRow;
        int dyAt = dy0 + b * dyBlock + r * dyRow;
        for (int q = 0; q < columns; q++) {
          for (int lane = 0; lane < LANES; lane += WIDTH) {
            int xi = xAt + q * xColumn + lane;
            int di = dyAt + q * (4 * LANES) + lane;
            FloatVector d0 = FloatVector.fromArray(SPECIES, dy, di);
            FloatVector d1 = FloatVector.fromArray(SPECIES, dy, di + LANES);
            FloatVector v = FloatVector.fromArray(SPECIES, x, xi);
            s00 = d0.fma(v, s00);
            s10 = d1.fma(v, s10);
            v = FloatVector.fromArray(SPECIES, x, xi + LANES);
            s01 = d0.fma(v, s01);
            s11 = d1.fma(v, s11);
            v = FloatVector.fromArray(SPECIES, x, xi + 2 * LANES);
            s02 = d0.fma(v, s02);
            s12 = d1.fma(v, s12);
            v = FloatVector.fromArray(SPECIES, x, xi + 3 * LANES);
            s03 = d0.fma(v, s03);
            s13 = d1.fma(v, s13);
          }
        }
      }
    }
    s00 = WideOuterTile.EVEN.selectFrom(s00, s01).add(WideOuterTile.ODD.selectFrom(s00, s01));
    s02 = WideOuterTile.EVEN.selectFrom(s02, s03).add(WideOuterTile.ODD.selectFrom(s02, s03));
    s10 = WideOuterTile.EVEN.selectFrom(s10, s11).add(WideOuterTile.ODD.selectFrom(s10, s11));
    s12 = WideOuterTile.EVEN.selectFrom(s12, s13).add(WideOuterTile.ODD.selectFrom(s12, s13));
    s00 = WideOuterTile.EVEN.selectFrom(s00, s02).add(WideOuterTile.ODD.selectFrom(s00, s02));
    s10 = WideOuterTile.EVEN.selectFrom(s10, s12).add(WideOuterTile.ODD.selectFrom(s10, s12));
    if (WIDTH == 8) {
      s00 = WideOuterTile.EVEN.selectFrom(s00, s10).add(WideOuterTile.ODD.selectFrom(s00, s10));
    } else {
      FloatVector.fromArray(SPECIES, sums, at + WIDTH).add(s10).intoArray(sums, at + WIDTH);
    }
    FloatVector.fromArray(SPECIES, sums, at).add(s00).intoArray(sums, at);
  }
}
