package org.tombola.kernels.cuda;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tombola.engine.Shape;
import org.tombola.engine.spi.Window;

/// Convolutions at awkward sizes, against loops in double.
abstract class ConvCases {
  private final Random random = new Random(7);
  private int c;
  private int h;
  private int w;
  private int k;
  private int p;
  private int q;
  private Window window = Window.of(1, 1, 0);

  abstract Device open();

  /// Multiprocessors decide on the tile, and on how many slices the sums are cut into.
  @ParameterizedTest
  @CsvSource({
    "1, 1, 5, 7, 3, 3, 3, 1, 1, 132",
    "3, 3, 9, 9, 5, 3, 3, 2, 1, 132",
    "1, 5, 8, 6, 16, 5, 5, 1, 2, 132",
    "1, 4, 3, 3, 4, 3, 3, 2, 2, 132",
    "2, 16, 7, 7, 8, 1, 1, 2, 0, 132",
    "2, 8, 9, 9, 8, 2, 3, 3, 1, 132",
    "1, 36, 6, 5, 68, 3, 3, 1, 1, 132",
    "1, 132, 2, 2, 140, 3, 3, 1, 1, 132",
    "2, 16, 9, 7, 32, 3, 3, 2, 1, 132",
    // One of each tile for each of the three.
    "1, 4, 3, 2, 4, 2, 3, 1, 1, 1",
    "1, 4, 3, 2, 5, 2, 3, 1, 1, 1",
    "3, 4, 12, 10, 8, 2, 3, 2, 1, 1",
    "3, 8, 7, 5, 8, 2, 3, 1, 1, 1",
    "2, 20, 3, 2, 36, 2, 3, 1, 1, 1",
    "1, 36, 3, 2, 1, 2, 3, 1, 1, 1",
    "1, 20, 9, 7, 68, 2, 3, 1, 1, 1",
    "3, 4, 7, 5, 132, 2, 3, 1, 1, 1",
    "1, 36, 7, 5, 68, 2, 3, 1, 1, 1",
    "2, 4, 9, 7, 68, 2, 3, 1, 1, 1",
    "1, 1, 3, 2, 36, 3, 3, 1, 1, 1",
    "3, 36, 12, 10, 4, 2, 3, 2, 1, 1",
    "2, 68, 14, 12, 8, 2, 3, 2, 1, 2",
    "2, 4, 9, 7, 36, 2, 3, 1, 1, 1",
    "2, 8, 3, 2, 68, 3, 3, 1, 1, 1"
  })
  void agrees(
      int n,
      int c,
      int h,
      int w,
      int k,
      int r,
      int s,
      int stride,
      int padding,
      int multiprocessors) {
    this.c = c;
    this.h = h;
    this.w = w;
    this.k = k;
    window = new Window(r, s, stride, padding);
    p = window.outHeight(h);
    q = window.outWidth(w);
    Shape x = Shape.of(n, c, h, w);
    Shape filter = Shape.of(k, c, r, s);
    Shape y = Shape.of(n, k, p, q);
    float[] image = numbers(x.size());
    float[] weights = numbers(filter.size());
    float[] dy = numbers(y.size());
    float[] bias = numbers(k);
    double[] wantY = new double[y.size()];
    double[] wantX = new double[x.size()];
    double[] wantW = new double[filter.size()];
    loops(image, weights, dy, bias, wantY, wantX, wantW);

    try (Device device = open();
        Queue queue = new Queue(device)) {
      Stream stream = new OfSize(queue, multiprocessors);
      long atX = upload(device, image);
      long atW = upload(device, weights);
      long atDy = upload(device, dy);
      long atBias = upload(device, bias);
      long out = device.allocate(4L * Math.max(y.size(), Math.max(x.size(), filter.size())));
      for (Precision precision : Precision.values()) {
        Conv.forward(stream, precision, window, x, filter, atX, atW, atBias, out);
        check(precision, wantY, queue, out);
        Conv.inputGrad(stream, precision, window, y, filter, x, atDy, atW, out);
        check(precision, wantX, queue, out);
        Conv.weightGrad(stream, precision, window, y, x, filter, atDy, atX, out);
        check(precision, wantW, queue, out);
      }
    }
  }

  private static void check(Precision precision, double[] want, Queue queue, long at) {
    float[] got = new float[want.length];
    queue.download(at, MemorySegment.ofArray(got));
    double error = 0;
    double size = 0;
    for (int i = 0; i < want.length; i++) {
      error += (got[i] - want[i]) * (got[i] - want[i]);
      size += want[i] * want[i];
    }
    double tolerance =
        switch (precision) {
          case FP32 -> 3e-6;
          case TF32 -> 1.5e-3;
          case BF16 -> 1e-2;
        };
    double relative = Math.sqrt(error / size);
    assertTrue(relative <= tolerance, () -> precision + ": off by " + relative);
  }

  /// All three at once: they share their multiplications.
  private void loops(
      float[] x, float[] f, float[] dy, float[] bias, double[] y, double[] dx, double[] df) {
    for (int o = 0; o < y.length; o++) {
      int filter = o % k;
      int left = o / k % q * window.stride() - window.padding();
      int top = o / k / q % p * window.stride() - window.padding();
      int image = o / k / q / p;
      y[o] = bias[filter];
      for (int tap = 0; tap < window.taps(); tap++) {
        int i = top + tap / window.width();
        int j = left + tap % window.width();
        if (i >= 0 && i < h && j >= 0 && j < w) {
          for (int channel = 0; channel < c; channel++) {
            int atX = ((image * h + i) * w + j) * c + channel;
            int atF = (filter * window.taps() + tap) * c + channel;
            y[o] += (double) x[atX] * f[atF];
            dx[atX] += (double) dy[o] * f[atF];
            df[atF] += (double) dy[o] * x[atX];
          }
        }
      }
    }
  }

  private float[] numbers(int size) {
    float[] numbers = new float[size];
    for (int i = 0; i < size; i++) {
      numbers[i] = 2 * random.nextFloat() - 1;
    }
    return numbers;
  }

  private static long upload(Device device, float[] from) {
    long at = device.allocate(4L * from.length);
    device.upload(MemorySegment.ofArray(from), at);
    return at;
  }
}
