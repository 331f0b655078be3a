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
import org.tombola.engine.spi.Reduce;
import org.tombola.engine.spi.Storage;

/// Many numbers into few.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 7, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class ReductionBench implements ShapeBench {
  private static final int[] ALL = {0, 1, 2, 3};
  private static final int[] ALL_BUT_CHANNELS = {0, 2, 3};

  @Param("cpu")
  String backend;

  @Param({"128x16x32x32", "128x64x32x32"})
  String shape;

  private Backend on;
  private Storage x;
  private Storage one;
  private Storage channels;

  @Setup(Level.Trial)
  public void draw() {
    draw(Backends.open(backend, 1));
  }

  @Override
  public void draw(Backend on) {
    this.on = on;
    Shape images = Images.parse(shape);
    x = Numbers.store(on, Kind.BATCHED, images, 1);
    one = on.allocate(Kind.PLAIN, Shape.SCALAR);
    channels = on.allocate(Kind.PLAIN, Shape.of(images.dim(1)));
  }

  @Benchmark
  public void sum() {
    on.reduce(Reduce.SUM, ALL, x, one);
  }

  /// The gradient of a convolution's bias.
  @Benchmark
  public void channelSums() {
    on.reduce(Reduce.SUM, ALL_BUT_CHANNELS, x, channels);
  }

  static Work work(String shape) {
    return new Work(0, Images.bytes(shape, 1));
  }
}
