package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.Simd.SPECIES;
import static org.tombola.kernels.cpu.Simd.WIDTH;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/// Matrix transposition in square tiles of one vector's width.
///
/// A tile of `W` rows is transposed by log₂ W perfect shuffles: row `i` and row `i + W/2`
/// interleave into rows `2i` and `2i+1`. Seen on an element's address, the bits (row, column)
/// rotate left by one each time, and after log₂ W rotations row and column have changed places.
/// Every round is the same loop over a buffer in L1, so the code is small at every width.
final class Transpose {
  /// Floats of work space: two tiles, the rounds go from one to the other.
  static final int WORK = 2 * WIDTH * WIDTH;

  private static final int TILE = WIDTH * WIDTH;
  private static final int HALF = WIDTH / 2;
  private static final int ROUNDS = Integer.numberOfTrailingZeros(WIDTH);

  /// Where the lanes of the two interleaved rows come from: below `W` the first row, else the
  /// second.
  private static final FloatVector LOW = interleave(0);

  private static final FloatVector HIGH = interleave(HALF);

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
    round(x, at, xStep, work, 0, WIDTH);
    int from = 0;
    for (int i = 1; i < ROUNDS - 1; i++) {
      round(work, from, WIDTH, work, TILE - from, WIDTH);
      from = TILE - from;
    }
    round(work, from, WIDTH, out, to, outStep);
  }

  private static void round(float[] x, int at, int xStep, float[] out, int to, int outStep) {
    for (int i = 0; i < HALF; i++) {
      FloatVector a = FloatVector.fromArray(SPECIES, x, at + i * xStep);
      FloatVector b = FloatVector.fromArray(SPECIES, x, at + (i + HALF) * xStep);
      LOW.selectFrom(a, b).intoArray(out, to + 2 * i * outStep);
      HIGH.selectFrom(a, b).intoArray(out, to + (2 * i + 1) * outStep);
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
    Arrays.fill(work, 0, TILE, 0f);
    for (int r = 0; r < height; r++) {
      System.arraycopy(x, at + r * xStep, work, r * WIDTH, width);
    }
    int from = 0;
    for (int i = 0; i < ROUNDS; i++) {
      round(work, from, WIDTH, work, TILE - from, WIDTH);
      from = TILE - from;
    }
    for (int c = 0; c < width; c++) {
      System.arraycopy(work, from + c * WIDTH, out, to + c * outStep, height);
    }
  }

  private static FloatVector interleave(int start) {
    float[] source = new float[WIDTH];
    for (int lane = 0; lane < WIDTH; lane++) {
      source[lane] = start + lane / 2 + (lane % 2) * WIDTH;
    }
    return FloatVector.fromArray(SPECIES, source, 0);
  }
}
