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
import org.tombola.engine.spi.AdamStep;
import org.tombola.engine.spi.Backend;
import org.tombola.engine.spi.Kind;
import org.tombola.engine.spi.SgdStep;
import org.tombola.engine.spi.Storage;

/// The update of a layer's weights by its gradient.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 7, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class UpdateBench implements ShapeBench {
  /// Two of each in turns: a backend may gather steps with equal numbers into one, of which each
  /// must have weights of its own.
  private static final SgdStep[] SGD = {
    new SgdStep(1e-3f, 0.9f, false, 1e-4f), new SgdStep(1e-3f, 0.9f, false, 2e-4f)
  };

  private static final AdamStep[] ADAM = {
    new AdamStep(1.2e-3f, 0.9f, 0.999f, 1e-8f, 1e-4f, 1000),
    new AdamStep(1.2e-3f, 0.9f, 0.999f, 1e-8f, 2e-4f, 1000)
  };

  @Param("cpu")
  String backend;

  /// Of LeNet-300-100, and of VGG-16.
  @Param({"300x784", "512x512x3x3"})
  String shape;

  private Backend on;
  private Storage w;
  private Storage dw;
  private Storage first;
  private Storage second;
  private int turn;

  @Setup(Level.Trial)
  public void draw() {
    draw(Backends.open(backend, 1));
  }

  @Override
  public void draw(Backend on) {
    this.on = on;
    Shape weights = Images.parse(shape);
    w = Numbers.store(on, Kind.PLAIN, weights, 1);
    dw = Numbers.store(on, Kind.PLAIN, weights, 2);
    first = on.allocate(Kind.PLAIN, weights);
    second = on.allocate(Kind.PLAIN, weights);
  }

  @Benchmark
  public void sgdMomentum() {
    on.sgdStep(SGD[turn ^= 1], dw, null, first, w);
  }

  @Benchmark
  public void adam() {
    on.adamStep(ADAM[turn ^= 1], dw, null, first, second, w);
  }

  static Work work(String method, String shape) {
    return new Work(0, Images.bytes(shape, method.equals("adam") ? 7 : 5));
  }
}
