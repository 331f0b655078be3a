package org.tombola.lottery.cli;

import java.util.Optional;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.engine.spi.Backend;
import org.tombola.engine.spi.BatchStatistics;
import org.tombola.engine.spi.Kind;
import org.tombola.engine.spi.Storage;
import org.tombola.engine.spi.Unary;
import org.tombola.lottery.cli.Turns.Timed;

/// How fast a backend multiplies, moves numbers and starts kernels, by the clock on the wall.
final class DeviceSpeed {
  /// Numbers drawn before they repeat; prime, so that no two rows are alike.
  private static final int PERIOD = 65_537;

  /// Copies of one number in a row: a device does them as one graph.
  private static final int MANY = 1000;

  private final Backend backend;
  private final int[] images;
  private final Storage little;
  private final double seconds;

  /// @param images of (128,32,32) that are moved; 128 are 64 MiB, more than any cache
  /// @param seconds that a round of a measurement takes
  DeviceSpeed(Backend backend, int images, double seconds) {
    this.backend = backend;
    this.images = new int[] {images, 128, 32, 32};
    this.seconds = seconds;
    little = backend.allocate(Kind.PLAIN, Shape.of(1));
  }

  /// GFLOP/s of a product of two square matrices; and of another backend's, in turn.
  double[] matmul(int n, Optional<DeviceSpeed> other) {
    double giga = 2e-9 * n * n * n;
    if (other.isEmpty()) {
      return new double[] {giga / Turns.medians(seconds, product(n))[0]};
    }
    double[] took = Turns.medians(seconds, product(n), other.get().product(n));
    return new double[] {giga / took[0], giga / took[1]};
  }

  private Timed product(int n) {
    Storage a = filled(Kind.PLAIN, n, n);
    Storage b = filled(Kind.PLAIN, n, n);
    Storage c = filled(Kind.PLAIN, n, n);
    return timed(() -> backend.matmul(false, false, a, b, c));
  }

  /// Copying, a ReLU, batch normalisation with ReLU, and its gradient.
  ///
  /// @param copy GB/s, as all of them: bytes read and written, each once a pass
  record Traffic(double copy, double map, double batchNorm, double batchNormGrad) {}

  /// All four in turn.
  Traffic traffic() {
    int channels = images[1];
    Storage x = filled(Kind.BATCHED, images);
    Storage y = filled(Kind.BATCHED, images);
    Storage dx = filled(Kind.BATCHED, images);
    Storage gamma = filled(Kind.PLAIN, channels);
    Storage beta = filled(Kind.PLAIN, channels);
    Storage dgamma = filled(Kind.PLAIN, channels);
    Storage dbeta = filled(Kind.PLAIN, channels);
    var statistics =
        new BatchStatistics(
            filled(Kind.PLAIN, channels),
            filled(Kind.PLAIN, channels),
            filled(Kind.PLAIN, channels));
    double[] took =
        Turns.medians(
            seconds,
            timed(() -> backend.copy(x, dx)),
            timed(() -> backend.map(Unary.RELU, x, dx)),
            timed(() -> backend.batchNorm(1e-5f, true, x, gamma, beta, null, statistics, y)),
            timed(
                () ->
                    backend.batchNormGrad(
                        1e-5f, true, x, y, x, gamma, statistics, dx, dgamma, dbeta, null)));
    // Statistics and normalising read x; the gradient reads dy, y and x for its sums and again.
    return new Traffic(
        gigabytes(2, took[0]), gigabytes(2, took[1]), gigabytes(3, took[2]), gigabytes(7, took[3]));
  }

  /// Microseconds of a kernel that does next to nothing, one after another.
  double kernelMicros() {
    Storage one = filled(Kind.PLAIN, 1);
    Storage other = filled(Kind.PLAIN, 1);
    Runnable many =
        () -> {
          for (int i = 0; i < MANY; i++) {
            backend.copy(one, other);
          }
        };
    return 1e6 / MANY * Turns.medians(seconds, timed(many))[0];
  }

  /// Microseconds from asking for such a kernel to its result.
  double roundTripMicros() {
    Storage one = filled(Kind.PLAIN, 1);
    Storage other = filled(Kind.PLAIN, 1);
    float[] result = new float[1];
    Runnable trip =
        () -> {
          backend.copy(one, other);
          other.read(result);
        };
    return 1e6 * Turns.medians(seconds, timed(trip))[0];
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

  private Timed timed(Runnable work) {
    return new Timed(work, () -> little.read(new float[1]));
  }
}
