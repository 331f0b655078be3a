package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.Lanes.ORIGIN;
import static org.tombola.kernels.cpu.Simd.SPECIES;
import static org.tombola.kernels.cpu.Simd.WIDTH;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/// Matrix transposition in square tiles of one vector's width.
///
/// A tile of `W` rows is transposed by log₂ W exchanges: in the round of distance `s`, the blocks
/// of `s` by `s` elements beside the diagonal change places, for `s` = W/2, W/4 .. 1.
///
/// ```text
///     a b c d           a b│i j           a│e│i│m
///     e f g h   s = 2   e f│m n   s = 1   b│f│j│n
///     i j k l    ->     ───┼───    ->     c│g│k│o
///     m n o p           c d│k l           d│h│l│p
///                       g h│o p
/// ```
///
/// Two rows, `s` apart, give two: one is rotated by `s` lanes, and a mask picks. So a vector costs
/// one permutation and one blend a round. A round may work in place, and every one is the same loop
/// over a buffer in L1, so the code is small at every width.
///
/// Source: Eklundh 1972, "A fast computer method for matrix transposing".
final class Transpose {
  /// Floats of work space: a tile.
  static final int WORK = WIDTH * WIDTH;

  private static final Exchange BY_8 = Exchange.by(8 % WIDTH);
  private static final Exchange BY_4 = Exchange.by(4 % WIDTH);
  private static final Exchange BY_2 = Exchange.by(2);
  private static final Exchange BY_1 = Exchange.by(1);

  private Transpose() {}

  /// `out[to + c·outStep + r] = x[at + r·xStep + c]` for `r` below `rows`, `c` below `cols`.
  static void matrix(
      float[] x,
      int at,
      int xStep,
      int rows,
      int cols,
      float[] out,
      int to,
      int outStep,
      float[] work) {
    for (int r = 0; r < rows; r += WIDTH) {
      for (int c = 0; c < cols; c += WIDTH) {
        int from = at + r * xStep + c;
        int into = to + c * outStep + r;
        if (r + WIDTH <= rows && c + WIDTH <= cols) {
          tile(x, from, xStep, out, into, outStep, work);
        } else {
          int height = Math.min(WIDTH, rows - r);
          int width = Math.min(WIDTH, cols - c);
          edge(x, from, xStep, height, width, out, into, outStep, work);
        }
      }
    }
  }

  /// One whole tile: the first round reads the matrix, the last one writes it.
  private static void tile(
      float[] x, int at, int xStep, float[] out, int to, int outStep, float[] work) {
    if (WIDTH == 16) {
      round(BY_8, 8, x, at, xStep, work, ORIGIN, WIDTH);
      round(BY_4, 4, work, ORIGIN, WIDTH, work, ORIGIN, WIDTH);
      round(BY_2, 2, work, ORIGIN, WIDTH, work, ORIGIN, WIDTH);
    } else if (WIDTH == 8) {
      round(BY_4, 4, x, at, xStep, work, ORIGIN, WIDTH);
      round(BY_2, 2, work, ORIGIN, WIDTH, work, ORIGIN, WIDTH);
    } else {
      round(BY_2, 2, x, at, xStep, work, ORIGIN, WIDTH);
    }
    round(BY_1, 1, work, ORIGIN, WIDTH, out, to, outStep);
  }

  private static void round(
      Exchange by, int s, float[] x, int at, int xStep, float[] out, int to, int outStep) {
    for (int i = 0; i < WIDTH / 2; i++) {
      int row = i / s * 2 * s + i % s;
      FloatVector a = FloatVector.fromArray(SPECIES, x, at + row * xStep);
      FloatVector b = FloatVector.fromArray(SPECIES, x, at + (row + s) * xStep);
      a.blend(b.rearrange(by.forth), by.right).intoArray(out, to + row * outStep);
      a.rearrange(by.back).blend(b, by.right).intoArray(out, to + (row + s) * outStep);
    }
  }

  /// A tile that is cut off by the matrix's edge: through a copy padded with zeros.
  private static void edge(
      float[] x,
      int at,
      int xStep,
      int height,
      int width,
      float[] out,
      int to,
      int outStep,
      float[] work) {
    Arrays.fill(work, ORIGIN, ORIGIN + WORK, 0f);
    for (int r = 0; r < height; r++) {
      System.arraycopy(x, at + r * xStep, work, ORIGIN + r * WIDTH, width);
    }
    tile(work, ORIGIN, WIDTH, work, ORIGIN, WIDTH, work);
    for (int c = 0; c < width; c++) {
      System.arraycopy(work, ORIGIN + c * WIDTH, out, to + c * outStep, height);
    }
  }

  /// One round's constants.
  ///
  /// @param forth lane `j` takes from lane `j − s`
  /// @param back lane `j` takes from lane `j + s`
  /// @param right the lanes of the right-hand blocks, those with bit `s` in their number
  private record Exchange(
      VectorShuffle<Float> forth, VectorShuffle<Float> back, VectorMask<Float> right) {
    static Exchange by(int s) {
      return new Exchange(
          VectorShuffle.fromOp(SPECIES, j -> (j - s + WIDTH) % WIDTH),
          VectorShuffle.fromOp(SPECIES, j -> (j + s) % WIDTH),
          lanesWith(s));
    }
  }

  /// The lanes with bit `s` in their number.
  static VectorMask<Float> lanesWith(int s) {
    long bits = 0;
    for (int j = 0; j < WIDTH; j++) {
      bits |= (j & s) == 0 ? 0 : 1L << j;
    }
    return VectorMask.fromLong(SPECIES, bits);
  }
}
