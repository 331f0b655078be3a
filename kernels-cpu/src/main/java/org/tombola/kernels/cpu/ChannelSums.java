package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.Lanes.LANES;
import static org.tombola.kernels.cpu.Lanes.ORIGIN;
import static org.tombola.kernels.cpu.Simd.SPECIES;
import static org.tombola.kernels.cpu.Simd.WIDTH;
import static org.tombola.kernels.cpu.Simd.ZERO;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/// Two sums for every channel over a few hundred rows `[C][32]`, read front to back.
///
/// A channel has a sum for each of the 32 lanes, kept in float: the rows of one chunk are few
/// enough. Lanes are joined in double, those of padding left out. Channels are taken [#TILE] at a
/// time, so that their sums stay in L1.
final class ChannelSums {
  /// Channels whose sums are kept at once.
  private static final int TILE = 32;

  /// Floats of work space.
  static final int WORK = 2 * TILE * LANES;

  private static final int SECOND = ORIGIN + TILE * LANES;

  private ChannelSums() {}

  /// `sums[c] = Σ (x − pivot[c])` and `sums[C + c] = Σ (x − pivot[c])²`.
  ///
  /// @param lanes how many of the 32 take part
  static void moments(
      float[] x,
      int at,
      int rows,
      int channels,
      int lanes,
      float[] pivot,
      int p,
      float[] sums,
      int to,
      float[] work) {
    for (int c = 0; c < channels; c += TILE) {
      int tile = Math.min(TILE, channels - c);
      Arrays.fill(work, ORIGIN, ORIGIN + WORK, 0f);
      for (int r = 0; r < rows; r++) {
        squares(x, at + (r * channels + c) * LANES, pivot, p + c, tile, work);
      }
      join(work, tile, lanes, sums, to + c, channels);
    }
  }

  /// One row of a tile: distances from the pivot, and their squares.
  private static void squares(float[] x, int at, float[] pivot, int p, int tile, float[] work) {
    for (int c = 0; c < tile; c++) {
      FloatVector centre = FloatVector.broadcast(SPECIES, pivot[p + c]);
      for (int lane = 0; lane < LANES; lane += WIDTH) {
        int i = c * LANES + lane;
        FloatVector d = FloatVector.fromArray(SPECIES, x, at + i).sub(centre);
        FloatVector.fromArray(SPECIES, work, ORIGIN + i).add(d).intoArray(work, ORIGIN + i);
        FloatVector second = FloatVector.fromArray(SPECIES, work, SECOND + i);
        d.fma(d, second).intoArray(work, SECOND + i);
      }
    }
  }

  /// `sums[c] = Σ g` and `sums[C + c] = Σ g · (x − mean[c])`. In padding `g` is zero.
  ///
  /// @param terms `[mean][...]`, a number a channel each
  static void products(
      float[] g,
      float[] x,
      int at,
      int rows,
      int channels,
      float[] terms,
      float[] sums,
      int to,
      float[] work) {
    for (int c = 0; c < channels; c += TILE) {
      int tile = Math.min(TILE, channels - c);
      Arrays.fill(work, ORIGIN, ORIGIN + WORK, 0f);
      for (int r = 0; r < rows; r++) {
        products(g, x, at + (r * channels + c) * LANES, terms, c, tile, work);
      }
      join(work, tile, LANES, sums, to + c, channels);
    }
  }

  private static void products(
      float[] g, float[] x, int at, float[] terms, int first, int tile, float[] work) {
    for (int c = 0; c < tile; c++) {
      FloatVector mean = FloatVector.broadcast(SPECIES, terms[first + c]);
      for (int lane = 0; lane < LANES; lane += WIDTH) {
        int i = c * LANES + lane;
        FloatVector d = FloatVector.fromArray(SPECIES, x, at + i).sub(mean);
        FloatVector v = FloatVector.fromArray(SPECIES, g, at + i);
        FloatVector.fromArray(SPECIES, work, ORIGIN + i).add(v).intoArray(work, ORIGIN + i);
        FloatVector second = FloatVector.fromArray(SPECIES, work, SECOND + i);
        v.fma(d, second).intoArray(work, SECOND + i);
      }
    }
  }

  /// The same with `g = dy` where `(x − mean) · scale + shift > 0`, else 0.
  ///
  /// @param terms `[mean][scale][shift][...]`
  static void gatedProducts(
      float[] dy,
      float[] x,
      int at,
      int rows,
      int channels,
      float[] terms,
      float[] sums,
      int to,
      float[] work) {
    for (int c = 0; c < channels; c += TILE) {
      int tile = Math.min(TILE, channels - c);
      Arrays.fill(work, ORIGIN, ORIGIN + WORK, 0f);
      for (int r = 0; r < rows; r++) {
        gatedProducts(dy, x, at + (r * channels + c) * LANES, terms, c, channels, tile, work);
      }
      join(work, tile, LANES, sums, to + c, channels);
    }
  }

  private static void gatedProducts(
      float[] dy, float[] x, int at, float[] terms, int first, int step, int tile, float[] work) {
    for (int c = 0; c < tile; c++) {
      FloatVector mean = FloatVector.broadcast(SPECIES, terms[first + c]);
      FloatVector scale = FloatVector.broadcast(SPECIES, terms[step + first + c]);
      FloatVector shift = FloatVector.broadcast(SPECIES, terms[2 * step + first + c]);
      for (int lane = 0; lane < LANES; lane += WIDTH) {
        int i = c * LANES + lane;
        FloatVector d = FloatVector.fromArray(SPECIES, x, at + i).sub(mean);
        VectorMask<Float> on = d.fma(scale, shift).compare(VectorOperators.GT, ZERO);
        FloatVector v = ZERO.blend(FloatVector.fromArray(SPECIES, dy, at + i), on);
        FloatVector.fromArray(SPECIES, work, ORIGIN + i).add(v).intoArray(work, ORIGIN + i);
        FloatVector second = FloatVector.fromArray(SPECIES, work, SECOND + i);
        v.fma(d, second).intoArray(work, SECOND + i);
      }
    }
  }

  /// The same with `g = dy` where `y > 0`, else 0, which is written to `g` too.
  static void gateAndProducts(
      float[] dy,
      float[] y,
      float[] x,
      int at,
      int rows,
      int channels,
      float[] terms,
      float[] g,
      float[] sums,
      int to,
      float[] work) {
    for (int c = 0; c < channels; c += TILE) {
      int tile = Math.min(TILE, channels - c);
      Arrays.fill(work, ORIGIN, ORIGIN + WORK, 0f);
      for (int r = 0; r < rows; r++) {
        int row = at + (r * channels + c) * LANES;
        gateAndProducts(dy, y, x, row, terms, c, tile, g, work);
      }
      join(work, tile, LANES, sums, to + c, channels);
    }
  }

  private static void gateAndProducts(
      float[] dy,
      float[] y,
      float[] x,
      int at,
      float[] terms,
      int first,
      int tile,
      float[] g,
      float[] work) {
    for (int c = 0; c < tile; c++) {
      FloatVector mean = FloatVector.broadcast(SPECIES, terms[first + c]);
      for (int lane = 0; lane < LANES; lane += WIDTH) {
        int i = c * LANES + lane;
        FloatVector d = FloatVector.fromArray(SPECIES, x, at + i).sub(mean);
        VectorMask<Float> on =
            FloatVector.fromArray(SPECIES, y, at + i).compare(VectorOperators.GT, ZERO);
        FloatVector v = ZERO.blend(FloatVector.fromArray(SPECIES, dy, at + i), on);
        v.intoArray(g, at + i);
        FloatVector.fromArray(SPECIES, work, ORIGIN + i).add(v).intoArray(work, ORIGIN + i);
        FloatVector second = FloatVector.fromArray(SPECIES, work, SECOND + i);
        v.fma(d, second).intoArray(work, SECOND + i);
      }
    }
  }

  private static void join(float[] work, int tile, int lanes, float[] sums, int to, int channels) {
    for (int c = 0; c < tile; c++) {
      sums[to + c] = (float) Sums.byNumber(work, ORIGIN + c * LANES, lanes);
      sums[to + channels + c] = (float) Sums.byNumber(work, SECOND + c * LANES, lanes);
    }
  }
}
