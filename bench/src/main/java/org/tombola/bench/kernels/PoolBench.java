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
import org.tombola.engine.spi.Kind;
import org.tombola.engine.spi.Storage;
import org.tombola.engine.spi.Window;

/// Pooling in windows of 2×2 and its gradient, the mean of whole images and its gradient.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 7, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class PoolBench implements ShapeBench {
  private static final Window WINDOW = Window.of(2, 2, 0);

  @Param("cpu")
  String backend;

  /// Of Conv-2, then of VGG-16.
  @Param({"60x64x32x32", "128x64x32x32", "128x256x8x8"})
  String shape;

  private Backend on;
  private Window whole;
  private Storage x;
  private Storage pooled;
  private Storage taps;
  private Storage mean;
  private Storage dx;

  @Setup(Level.Trial)
  public void draw() {
    draw(Backends.open(backend, 1));
  }

  @Override
  public void draw(Backend on) {
    this.on = on;
    Shape in = Images.parse(shape);
    Shape half = Shape.of(in.dim(0), in.dim(1), in.dim(2) / 2, in.dim(3) / 2);
    whole = Window.of(in.dim(2), 1, 0);
    x = Numbers.store(on, Kind.BATCHED, in, 1);
    dx = on.allocate(Kind.BATCHED, in);
    pooled = on.allocate(Kind.BATCHED, half);
    taps = on.allocate(Kind.BATCHED, half);
    mean = on.allocate(Kind.BATCHED, Shape.of(in.dim(0), in.dim(1), 1, 1));
    maxPool();
    wholeMean();
  }

  @Benchmark
  public void maxPool() {
    on.maxPool(WINDOW, x, pooled, taps);
  }

  @Benchmark
  public void maxPoolGradient() {
    on.maxUnpool(WINDOW, pooled, taps, dx);
  }

  @Benchmark
  public void wholeMean() {
    on.avgPool(whole, x, mean);
  }

  @Benchmark
  public void wholeMeanGradient() {
    on.avgUnpool(whole, mean, dx);
  }

  static Work work(String method, String shape) {
    return new Work(0, Images.bytes(shape, method.startsWith("max") ? 1.5 : 1));
  }
}
