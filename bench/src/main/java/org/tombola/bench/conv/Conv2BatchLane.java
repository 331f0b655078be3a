package org.tombola.bench.conv;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.tombola.bench.ladder.Task;

/// Samples innermost: images as (C,H,W,N), and every loop is a loop over vectors.
///
/// The next pixel of a row is `N` floats further, and everything in between is other samples of the
/// same pixel, which meet the same weight. So a tap of a filter adds a whole row of an image, moved
/// by a multiple of `N`, to a row of the output: one loop over `W · N` floats side by side, at most
/// one pixel short at either end. Nothing is copied, nothing is asked in the loop, and a row's
/// length is never odd.
///
/// ```text
///   y[k][p]:  │ q=0  │ q=1  │ q=2  │ ... │      each box: N samples
///             +=  w[k,c,r,2] ·
///   x[c][p+r−1]:  │ q=1  │ q=2  │ q=3  │ ... │
/// ```
///
/// What is left to gain is what was left in [Gemm1Ikj][org.tombola.bench.gemm.Gemm1Ikj]: a row of
/// the output is loaded and stored for every tap of every channel. The next rung keeps it in
/// registers, a few filters at a time.
public final class Conv2BatchLane implements ConvRung {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  @Override
  public String idea() {
    return "samples innermost: every tap is one long loop";
  }

  @Override
  public Task prepare(ConvShape shape, float[] x, float[] w) {
    float[] lanes = samplesLast(shape.samples(), shape.channels() * shape.pixels(), x);
    float[] out = new float[shape.outputs()];
    return new Task(
        () -> convolve(shape, lanes, w, out),
        () -> samplesLast(shape.filters() * shape.pixels(), shape.samples(), out));
  }

  /// `x` is (C,H,W,N), `y` is (K,H,W,N).
  private static void convolve(ConvShape shape, float[] x, float[] w, float[] y) {
    int row = shape.side() * shape.samples();
    for (int p = 0; p < shape.side(); p++) {
      for (int k = 0; k < shape.filters(); k++) {
        int at = (k * shape.side() + p) * row;
        Arrays.fill(y, at, at + row, 0f);
        for (int c = 0; c < shape.channels(); c++) {
          for (int r = Math.max(0, 1 - p); r < Math.min(3, shape.side() + 1 - p); r++) {
            int from = (c * shape.side() + p + r - 1) * row;
            int taps = ((k * shape.channels() + c) * 3 + r) * 3;
            addMoved(w[taps], x, from, y, at + shape.samples(), row - shape.samples());
            addMoved(w[taps + 1], x, from, y, at, row);
            addMoved(w[taps + 2], x, from + shape.samples(), y, at, row - shape.samples());
          }
        }
      }
    }
  }

  /// `y[yi + i] += w · x[xi + i]` for `i` in `0 .. length`. Vectors are asked for by name: of two
  /// places in arrays that might be one, the compiler would not know that they do not overlap.
  private static void addMoved(float w, float[] x, int xi, float[] y, int yi, int length) {
    FloatVector weight = FloatVector.broadcast(SPECIES, w);
    int i = 0;
    for (; i < SPECIES.loopBound(length); i += SPECIES.length()) {
      FloatVector sum = FloatVector.fromArray(SPECIES, y, yi + i);
      weight.fma(FloatVector.fromArray(SPECIES, x, xi + i), sum).intoArray(y, yi + i);
    }
    for (; i < length; i++) {
      y[yi + i] += w * x[xi + i];
    }
  }

  /// The transpose of a row-major matrix.
  private static float[] samplesLast(int rows, int columns, float[] x) {
    float[] turned = new float[x.length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        turned[j * rows + i] = x[i * columns + j];
      }
    }
    return turned;
  }
}
