package org.tombola.lottery.cli;

import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.engine.spi.Backend;
import org.tombola.engine.spi.BatchStatistics;
import org.tombola.engine.spi.Kind;
import org.tombola.engine.spi.Storage;
import org.tombola.engine.spi.Unary;

/// How fast a backend multiplies and moves numbers, by the clock on the wall.
final class DeviceSpeed {
  /// Numbers drawn before they repeat; prime, so that no two rows are alike.
  private static final int PERIOD = 65_537;

  private final Backend backend;
  private final int[] images;
  private final Storage little;
  private final double seconds;

  /// @param images of (128,32,32) that are moved; 128 are 64 MiB, more than any cache
  /// @param seconds that a measurement takes
  DeviceSpeed(Backend backend, int images, double seconds) {
    this.backend = backend;
    this.images = new int[] {images, 128, 32, 32};
    this.seconds = seconds;
    little = backend.allocate(Kind.PLAIN, Shape.of(1));
  }

  /// GFLOP/s of a product of two square matrices.
  double matmul(int n) {
    Storage a = filled(Kind.PLAIN, n, n);
    Storage b = filled(Kind.PLAIN, n, n);
    Storage c = filled(Kind.PLAIN, n, n);
    return 2e-9 * n * n * n / secondsOf(() -> backend.matmul(false, false, a, b, c));
  }

  /// GB/s of a copy, reading and writing counted.
  double copy() {
    Storage x = filled(Kind.BATCHED, images);
    Storage y = filled(Kind.BATCHED, images);
    return gigabytes(2, secondsOf(() -> backend.copy(x, y)));
  }

  /// GB/s of a ReLU, reading and writing counted.
  double map() {
    Storage x = filled(Kind.BATCHED, images);
    Storage y = filled(Kind.BATCHED, images);
    return gigabytes(2, secondsOf(() -> backend.map(Unary.RELU, x, y)));
  }

  /// GB/s of a batch normalisation, reading twice and writing counted.
  double batchNorm() {
    int channels = images[1];
    Storage x = filled(Kind.BATCHED, images);
    Storage y = filled(Kind.BATCHED, images);
    Storage gamma = filled(Kind.PLAIN, channels);
    Storage beta = filled(Kind.PLAIN, channels);
    var statistics =
        new BatchStatistics(
            filled(Kind.PLAIN, channels),
            filled(Kind.PLAIN, channels),
            filled(Kind.PLAIN, channels));
    return gigabytes(
        3, secondsOf(() -> backend.batchNorm(1e-5f, true, x, gamma, beta, null, statistics, y)));
  }

  private double gigabytes(int passes, double seconds) {
    return 1e-9 * passes * Float.BYTES * Shape.of(images).size() / seconds;
  }

  private Storage filled(Kind kind, int... dims) {
    Storage made = backend.allocate(kind, Shape.of(dims));
    made.write(numbers(made.shape().size()));
    return made;
  }

  /// Anything but constants, which a device multiplies with less heat and so faster.
  private static float[] numbers(int count) {
    var stream = new Rng(7).stream("speed");
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = i < PERIOD ? stream.uniform(i) : numbers[i - PERIOD];
    }
    return numbers;
  }

  /// A device may work behind the caller's back; reading waits for it.
  private void finish() {
    little.read(new float[1]);
  }

  private double secondsOf(Runnable work) {
    work.run(); // kernels are compiled at their first use
    finish();
    int times = 1;
    while (true) {
      long began = System.nanoTime();
      for (int i = 0; i < times; i++) {
        work.run();
      }
      finish();
      double took = 1e-9 * (System.nanoTime() - began);
      if (took >= seconds / 2 || times >= 1 << 20) {
        return took / times;
      }
      times = (int) Math.min(1L << 20, Math.max(2L * times, (long) (times * seconds / took)));
    }
  }
}
