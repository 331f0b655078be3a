package org.tombola.bench.conv;

import java.util.Arrays;
import org.tombola.bench.ladder.Task;
import org.tombola.engine.Backends;
import org.tombola.engine.Shape;
import org.tombola.engine.spi.Backend;
import org.tombola.engine.spi.Kind;
import org.tombola.engine.spi.Storage;

/// Patches become a matrix, and the convolution the product that is fast already.
///
/// ```text
///                             pixels of a sample
///                            ┌───────────────────┐   column: the 9·C numbers that
///                      9·C   │      patches      │   one output pixel looks at
///                            └───────────────────┘
///            9·C             ┌───────────────────┐
///        ┌─────────┐      K  │         y         │   one sample of the output,
///      K │ filters │         └───────────────────┘   in its place already
///        └─────────┘
/// ```
///
/// Every number of the image is copied nine times. The copies are read `K` times, so with many
/// filters they hardly matter; with few they cost more than the product.
///
/// Source: Chellapilla, Puri and Simard, *High Performance Convolutional Neural Networks for
/// Document Processing*, 2006.
public final class Conv1Im2col implements ConvRung {
  private final Backend backend = Backends.open("cpu", 1);

  @Override
  public String idea() {
    return "patches copied into a matrix, then the CPU backend's `matmul`";
  }

  @Override
  public Task prepare(ConvShape shape, float[] x, float[] w) {
    int terms = shape.channels() * 9;
    Storage filters = backend.allocate(Kind.PLAIN, Shape.of(shape.filters(), terms));
    filters.write(w);
    Storage patches = backend.allocate(Kind.PLAIN, Shape.of(terms, shape.pixels()));
    Storage out = backend.allocate(Kind.PLAIN, Shape.of(shape.filters(), shape.pixels()));
    float[] copied = new float[terms * shape.pixels()];
    float[] sample = new float[shape.filters() * shape.pixels()];
    float[] y = new float[shape.outputs()];
    return new Task(
        () -> {
          for (int n = 0; n < shape.samples(); n++) {
            copyPatches(shape, x, n, copied);
            patches.write(copied);
            backend.matmul(false, false, filters, patches, out);
            out.read(sample);
            System.arraycopy(sample, 0, y, n * sample.length, sample.length);
          }
        },
        () -> y);
  }

  /// Row `(c · 3 + r) · 3 + s` is channel `c`, moved up by `r − 1` and left by `s − 1`.
  private static void copyPatches(ConvShape shape, float[] x, int n, float[] to) {
    int pixels = shape.pixels();
    for (int c = 0; c < shape.channels(); c++) {
      int image = (n * shape.channels() + c) * pixels;
      for (int tap = 0; tap < 9; tap++) {
        copyMoved(shape.side(), x, image, tap / 3 - 1, tap % 3 - 1, to, (c * 9 + tap) * pixels);
      }
    }
  }

  private static void copyMoved(
      int side, float[] x, int image, int down, int right, float[] to, int at) {
    for (int p = 0; p < side; p++) {
      int row = at + p * side;
      if (p + down < 0 || p + down >= side) {
        Arrays.fill(to, row, row + side, 0f);
        continue;
      }
      int first = Math.max(0, -right);
      int last = Math.min(side, side - right);
      int from = image + (p + down) * side + right;
      Arrays.fill(to, row, row + first, 0f);
      System.arraycopy(x, from + first, to, row + first, last - first);
      Arrays.fill(to, row + last, row + side, 0f);
    }
  }
}
