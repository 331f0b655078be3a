package org.tombola.bench;

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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.tombola.engine.Backends;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.engine.spi.Backend;
import org.tombola.engine.spi.Kind;
import org.tombola.engine.spi.Storage;

/// The three products of a fully connected layer, in the shapes of LeNet-300-100, on one thread.
///
/// Each is `2 · N · I · O` floating-point operations; at batch `N = 60` that is
///
/// | layer   | MFLOP |
/// |---------|-------|
/// | 784x300 | 28.224 |
/// | 300x100 | 3.6 |
/// | 100x10  | 0.12 |
///
/// so MFLOP divided by microseconds is TFLOP/s.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class LinearBench {
  private static final int BATCH = 60;

  @Param({"reference", "cpu"})
  String backend;

  /// Inputs and outputs.
  @Param({"784x300", "300x100", "100x10"})
  String layer;

  private Backend on;
  private Storage x;
  private Storage w;
  private Storage bias;
  private Storage y;
  private Storage dx;
  private Storage dw;

  @Setup(Level.Trial)
  public void fill() {
    String[] sizes = layer.split("x", 2);
    int in = Integer.parseInt(sizes[0]);
    int out = Integer.parseInt(sizes[1]);
    on = Backends.open(backend, 1);
    x = random("x", Kind.BATCHED, Shape.of(BATCH, in));
    w = random("w", Kind.PLAIN, Shape.of(out, in));
    bias = random("bias", Kind.PLAIN, Shape.of(out));
    y = random("y", Kind.BATCHED, Shape.of(BATCH, out));
    dx = on.allocate(Kind.BATCHED, x.shape());
    dw = on.allocate(Kind.PLAIN, w.shape());
  }

  @TearDown(Level.Trial)
  public void close() {
    on.close();
  }

  private Storage random(String name, Kind kind, Shape shape) {
    var stream = new Rng(1).stream(name);
    float[] values = new float[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) stream.gaussian(i);
    }
    Storage storage = on.allocate(kind, shape);
    storage.write(values);
    return storage;
  }

  @Benchmark
  public Storage forward() {
    on.linear(x, w, bias, y);
    return y;
  }

  @Benchmark
  public Storage inputGradient() {
    on.linearInputGrad(y, w, dx);
    return dx;
  }

  @Benchmark
  public Storage weightGradient() {
    on.linearWeightGrad(y, x, dw);
    return dw;
  }
}
