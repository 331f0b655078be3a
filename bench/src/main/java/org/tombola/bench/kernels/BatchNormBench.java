package org.tombola.bench.kernels;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.tombola.bench.layer.Numbers;
import org.tombola.engine.Backends;
import org.tombola.engine.Shape;
import org.tombola.engine.spi.Backend;
import org.tombola.engine.spi.BatchStatistics;
import org.tombola.engine.spi.Kind;
import org.tombola.engine.spi.Storage;

/// Batch normalisation, by itself and with the ReLU after it, and the gradients of both.
///
/// What must move: forward, `x` is read for its statistics, read again, and `y` written; backward,
/// `dy` and `x` are read for sums and again, and `dx` written, and with a ReLU `y` is read both
/// times.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 7, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class BatchNormBench implements ShapeBench {
  private static final float EPSILON = 1e-5f;

  @Param("cpu")
  String backend;

  /// Of ResNet-20, then of VGG-16.
  @Param({
    "128x16x32x32",
    "128x32x16x16",
    "128x64x8x8",
    "128x64x32x32",
    "128x128x16x16",
    "128x256x8x8",
    "128x512x4x4"
  })
  String shape;

  private Backend on;
  private Storage x;
  private Storage gamma;
  private Storage beta;
  private Storage dy;
  private Storage y;
  private Storage dx;
  private Storage dgamma;
  private Storage dbeta;
  private BatchStatistics statistics;

  @Setup(Level.Trial)
  public void draw() {
    draw(Backends.open(backend, 1));
  }

  @Override
  public void draw(Backend on) {
    this.on = on;
    Shape images = Images.parse(shape);
    Shape channels = Shape.of(images.dim(1));
    x = Numbers.store(on, Kind.BATCHED, images, 1);
    dy = Numbers.store(on, Kind.BATCHED, images, 2);
    gamma = Numbers.store(on, Kind.PLAIN, channels, 3);
    beta = Numbers.store(on, Kind.PLAIN, channels, 4);
    y = on.allocate(Kind.BATCHED, images);
    dx = on.allocate(Kind.BATCHED, images);
    dgamma = on.allocate(Kind.PLAIN, channels);
    dbeta = on.allocate(Kind.PLAIN, channels);
    statistics =
        new BatchStatistics(
            on.allocate(Kind.PLAIN, channels),
            on.allocate(Kind.PLAIN, channels),
            on.allocate(Kind.PLAIN, channels));
    forwardRelu(); // what gradients start from
  }

  @Benchmark
  public void forward() {
    on.batchNorm(EPSILON, false, x, gamma, beta, null, statistics, y);
  }

  @Benchmark
  public void forwardRelu() {
    on.batchNorm(EPSILON, true, x, gamma, beta, null, statistics, y);
  }

  @Benchmark
  public void gradient() {
    on.batchNormGrad(EPSILON, false, dy, y, x, gamma, statistics, dx, dgamma, dbeta, null);
  }

  @Benchmark
  public void gradientRelu() {
    on.batchNormGrad(EPSILON, true, dy, y, x, gamma, statistics, dx, dgamma, dbeta, null);
  }

  static Work work(String method, String shape) {
    double passes =
        switch (method) {
          case "gradient" -> 5;
          case "gradientRelu" -> 7;
          default -> 3;
        };
    return new Work(0, Images.bytes(shape, passes));
  }
}
