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
import org.tombola.engine.spi.Binary;
import org.tombola.engine.spi.Kind;
import org.tombola.engine.spi.Storage;
import org.tombola.engine.spi.Unary;

/// One number out of one or two.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 7, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class ElementwiseBench implements ShapeBench {
  @Param("cpu")
  String backend;

  /// In the second level of cache, and from memory.
  @Param({"60x300", "128x16x32x32", "128x64x32x32"})
  String shape;

  private Backend on;
  private Storage a;
  private Storage b;
  private Storage bias;
  private Storage out;

  @Setup(Level.Trial)
  public void draw() {
    draw(Backends.open(backend, 1));
  }

  @Override
  public void draw(Backend on) {
    this.on = on;
    Shape images = Images.parse(shape);
    int channels = images.dim(1);
    a = Numbers.store(on, Kind.BATCHED, images, 1);
    b = Numbers.store(on, Kind.BATCHED, images, 2);
    Shape each = images.rank() == 4 ? Shape.of(channels, 1, 1) : Shape.of(channels);
    bias = Numbers.store(on, Kind.PLAIN, each, 3);
    out = on.allocate(Kind.BATCHED, images);
  }

  @Benchmark
  public void relu() {
    on.map(Unary.RELU, a, out);
  }

  @Benchmark
  public void exp() {
    on.map(Unary.EXP, a, out);
  }

  @Benchmark
  public void plus() {
    on.zip(Binary.ADD, a, b, out);
  }

  /// The gradient of a ReLU.
  @Benchmark
  public void gate() {
    on.zip(Binary.GATE, a, b, out);
  }

  /// A number for each channel, or feature, added.
  @Benchmark
  public void bias() {
    on.zip(Binary.ADD, a, bias, out);
  }

  static Work work(String method, String shape) {
    boolean two = method.equals("plus") || method.equals("gate");
    return new Work(0, Images.bytes(shape, two ? 3 : 2));
  }
}
