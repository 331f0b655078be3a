package org.tombola.kernels.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;
import static org.tombola.engine.spi.Kind.BATCHED;
import static org.tombola.engine.spi.Kind.PLAIN;

import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.engine.spi.Backend;
import org.tombola.engine.spi.Window;

/// A convolution and its two gradients by seven loops in double, on images whose layout is written
/// out here once more: `[⌈N/32⌉][H][W][C][32]`.
final class NaiveConvolution {
  /// The result of a verb, as the CPU backend stores it.
  static final class Result {
    private final CpuStorage storage;
    private final double[] expected;

    private Result(CpuStorage storage, double[] expected) {
      this.storage = storage;
      this.expected = expected;
    }

    CpuStorage storage() {
      return storage;
    }
  }

  private final Window window;
  private final Shape input;
  private final Shape output;
  private final Shape filter;
  private final double[] x;
  private final double[] w;
  private final double[] bias;
  private final double[] dy;
  private final double[] y;
  private final double[] dx;
  private final double[] dw;

  /// @param n samples; @param c input channels; @param k output channels; @param h rows of the
  ///   image; @param v its columns
  NaiveConvolution(int n, int c, int k, int h, int v, Window window) {
    this.window = window;
    input = Shape.of(n, c, h, v);
    output = Shape.of(n, k, window.outHeight(h), window.outWidth(v));
    filter = Shape.of(k, c, window.height(), window.width());
    x = random("x", input);
    w = random("w", filter);
    bias = random("bias", Shape.of(k));
    dy = random("dy", output);
    y = new double[output.size()];
    dx = new double[input.size()];
    dw = new double[filter.size()];
    for (int i = 0; i < output.size(); i++) {
      atOutput(i);
    }
  }

  private static double[] random(String name, Shape shape) {
    double[] values = new double[shape.size()];
    var stream = new Rng(1).stream(name);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) stream.gaussian(i);
    }
    return values;
  }

  /// One output pixel: its sum, and what it adds to the gradients.
  private void atOutput(int i) {
    int q = i % output.dim(3);
    int p = i / output.dim(3) % output.dim(2);
    int k = i / output.dim(3) / output.dim(2) % output.dim(1);
    int n = i / output.dim(3) / output.dim(2) / output.dim(1);
    y[i] = bias[k];
    for (int c = 0; c < input.dim(1); c++) {
      for (int r = 0; r < window.height(); r++) {
        for (int s = 0; s < window.width(); s++) {
          int row = p * window.stride() - window.padding() + r;
          int column = q * window.stride() - window.padding() + s;
          if (row >= 0 && row < input.dim(2) && column >= 0 && column < input.dim(3)) {
            int at = ((n * input.dim(1) + c) * input.dim(2) + row) * input.dim(3) + column;
            int tap = ((k * input.dim(1) + c) * window.height() + r) * window.width() + s;
            y[i] += w[tap] * x[at];
            dx[at] += w[tap] * dy[i];
            dw[tap] += dy[i] * x[at];
          }
        }
      }
    }
  }

  Result output(Backend on) {
    CpuStorage out = poisoned(on, output);
    on.conv2d(window, image(on, x, input), plain(on, w, filter), plain(on, bias), out);
    return new Result(out, y);
  }

  Result inputGrad(Backend on) {
    CpuStorage out = poisoned(on, input);
    on.conv2dInputGrad(window, image(on, dy, output), plain(on, w, filter), out);
    return new Result(out, dx);
  }

  Result filterGrad(Backend on) {
    CpuStorage out = (CpuStorage) on.allocate(PLAIN, filter);
    out.poison();
    on.conv2dWeightGrad(window, image(on, dy, output), image(on, x, input), null, out);
    return new Result(out, dw);
  }

  CpuStorage outputOfInfiniteFilters(Backend on) {
    CpuStorage filters = (CpuStorage) on.allocate(PLAIN, filter);
    on.fill(Float.POSITIVE_INFINITY, filters);
    CpuStorage out = poisoned(on, output);
    on.conv2d(window, image(on, x, input), filters, null, out);
    return out;
  }

  /// Every element within `tolerance`, relative to the largest one; padding exactly +0.
  void check(double tolerance, Result result) {
    float[] data = result.storage.data();
    double[] expected = result.expected;
    double scale = 1e-30;
    for (double e : expected) {
      scale = Math.max(scale, Math.abs(e));
    }
    boolean[] used = new boolean[data.length];
    for (int i = 0; i < expected.length; i++) {
      int at = result.storage.batched() ? at(i, result.storage.shape()) : Lanes.ORIGIN + i;
      used[at] = true;
      if (!(Math.abs(data[at] - expected[i]) <= tolerance * scale)) {
        fail(
            this
                + ", "
                + result.storage.shape()
                + " at "
                + i
                + ": "
                + data[at]
                + ", expected "
                + expected[i]);
      }
    }
    for (int i = Lanes.ORIGIN; i < data.length; i++) {
      if (!used[i]) {
        assertEquals(0, Float.floatToRawIntBits(data[i]), this + ", padding at " + i);
      }
    }
  }

  private static CpuStorage poisoned(Backend on, Shape shape) {
    CpuStorage out = (CpuStorage) on.allocate(BATCHED, shape);
    out.poison();
    return out;
  }

  private static CpuStorage image(Backend on, double[] values, Shape shape) {
    CpuStorage image = (CpuStorage) on.allocate(BATCHED, shape);
    for (int i = 0; i < values.length; i++) {
      image.data()[at(i, shape)] = (float) values[i];
    }
    return image;
  }

  private static CpuStorage plain(Backend on, double[] values) {
    return plain(on, values, Shape.of(values.length));
  }

  private static CpuStorage plain(Backend on, double[] values, Shape shape) {
    CpuStorage plain = (CpuStorage) on.allocate(PLAIN, shape);
    for (int i = 0; i < values.length; i++) {
      plain.data()[Lanes.ORIGIN + i] = (float) values[i];
    }
    return plain;
  }

  /// Where element `i`, counted row-major over (N,C,H,W), is stored.
  private static int at(int i, Shape shape) {
    int column = i % shape.dim(3);
    int row = i / shape.dim(3) % shape.dim(2);
    int c = i / shape.dim(3) / shape.dim(2) % shape.dim(1);
    int n = i / shape.dim(3) / shape.dim(2) / shape.dim(1);
    int pixel = (n / 32 * shape.dim(2) + row) * shape.dim(3) + column;
    return Lanes.ORIGIN + (pixel * shape.dim(1) + c) * 32 + n % 32;
  }

  @Override
  public String toString() {
    return input + " by " + filter + ", " + window;
  }
}
