package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.Lanes.LANES;
import static org.tombola.kernels.cpu.Simd.SPECIES;
import static org.tombola.kernels.cpu.Simd.WIDTH;

import jdk.incubator.vector.FloatVector;

/// The register tile of a filter's gradient for 512-bit vectors: 4 output channels by 4 input
/// channels, summed over samples and pixels.
///
/// Both images have samples in their lanes, so a product of two vectors is 16 terms of one sum, and
/// nothing is turned round: a step loads four vectors of `dy` and four of `x` and does 16
/// multiply-adds. Only at the end are lanes joined, by pairwise sums of neighbours: four rounds
/// leave 16 sums in one vector, always in the same order.
///
/// Both images are packed, four channels side by side ([ChannelQuads]).
public final class WideOuterTile {
  /// Where a pairwise sum of two vectors takes its terms: the even lanes of both, and the odd ones.
  static final FloatVector EVEN = everySecond(0);

  static final FloatVector ODD = everySecond(1);

  private WideOuterTile() {}

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
    FloatVector s20 = FloatVector.zero(SPECIES);
    FloatVector s21 = FloatVector.zero(SPECIES);
    FloatVector s22 = FloatVector.zero(SPECIES);
    FloatVector s23 = FloatVector.zero(SPECIES);
    FloatVector s30 = FloatVector.zero(SPECIES);
    FloatVector s31 = FloatVector.zero(SPECIES);
    FloatVector s32 = FloatVector.zero(SPECIES);
    FloatVector s33 = FloatVector.zero(SPECIES);
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
            FloatVector d2 = FloatVector.fromArray(SPECIES, dy, di + 2 * LANES);
            FloatVector d3 = FloatVector.fromArray(SPECIES, dy, di + 3 * LANES);
            FloatVector v = FloatVector.fromArray(SPECIES, x, xi);
            s00 = d0.fma(v, s00);
            s10 = d1.fma(v, s10);
            s20 = d2.fma(v, s20);
            s30 = d3.fma(v, s30);
            v = FloatVector.fromArray(SPECIES, x, xi + LANES);
            s01 = d0.fma(v, s01);
            s11 = d1.fma(v, s11);
            s21 = d2.fma(v, s21);
            s31 = d3.fma(v, s31);
            v = FloatVector.fromArray(SPECIES, x, xi + 2 * LANES);
            s02 = d0.fma(v, s02);
            s12 = d1.fma(v, s12);
            s22 = d2.fma(v, s22);
            s32 = d3.fma(v, s32);
            v = FloatVector.fromArray(SPECIES, x, xi + 3 * LANES);
            s03 = d0.fma(v, s03);
            s13 = d1.fma(v, s13);
            s23 = d2.fma(v, s23);
            s33 = d3.fma(v, s33);
          }
        }
      }
    }
    s00 = EVEN.selectFrom(s00, s01).add(ODD.selectFrom(s00, s01));
    s02 = EVEN.selectFrom(s02, s03).add(ODD.selectFrom(s02, s03));
    s10 = EVEN.selectFrom(s10, s11).add(ODD.selectFrom(s10, s11));
    s12 = EVEN.selectFrom(s12, s13).add(ODD.selectFrom(s12, s13));
    s20 = EVEN.selectFrom(s20, s21).add(ODD.selectFrom(s20, s21));
    s22 = EVEN.selectFrom(s22, s23).add(ODD.selectFrom(s22, s23));
    s30 = EVEN.selectFrom(s30, s31).add(ODD.selectFrom(s30, s31));
    s32 = EVEN.selectFrom(s32, s33).add(ODD.selectFrom(s32, s33));
    s00 = EVEN.selectFrom(s00, s02).add(ODD.selectFrom(s00, s02));
    s10 = EVEN.selectFrom(s10, s12).add(ODD.selectFrom(s10, s12));
    s20 = EVEN.selectFrom(s20, s22).add(ODD.selectFrom(s20, s22));
    s30 = EVEN.selectFrom(s30, s32).add(ODD.selectFrom(s30, s32));
    s00 = EVEN.selectFrom(s00, s10).add(ODD.selectFrom(s00, s10));
    s20 = EVEN.selectFrom(s20, s30).add(ODD.selectFrom(s20, s30));
    s00 = EVEN.selectFrom(s00, s20).add(ODD.selectFrom(s00, s20));
    FloatVector.fromArray(SPECIES, sums, at).add(s00).intoArray(sums, at);
  }

  private static FloatVector everySecond(int start) {
    float[] source = new float[WIDTH];
    for (int lane = 0; lane < WIDTH; lane++) {
      source[lane] = start + 2 * lane;
    }
    return FloatVector.fromArray(SPECIES, source, 0);
  }
}
