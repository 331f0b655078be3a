package org.tombola.bench.kernels;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.tombola.bench.layer.Direction;
import org.tombola.bench.layer.Layer;
import org.tombola.bench.layer.Operands;
import org.tombola.engine.Backends;
import org.tombola.engine.spi.Backend;
import org.tombola.engine.spi.Storage;

/// The three directions of a layer with weights.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 7, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public abstract class LayerBench {
  private Runnable forward;
  private Runnable inputGradient;
  private Runnable weightGradient;

  /// What a call of a direction does.
  abstract Runnable prepare(Direction direction);

  /// The same, by a backend.
  ///
  /// @param density of the weights that are left
  static Runnable onBackend(String backend, String layer, double density, Direction direction) {
    Backend on = Backends.open(backend, 1);
    Operands operands = new Operands(Layer.parse(layer), on);
    Storage weights = operands.weights(density, 0f);
    return () -> operands.run(direction, weights);
  }

  @Setup(Level.Trial)
  public void draw() {
    forward = prepare(Direction.FORWARD);
    inputGradient = prepare(Direction.INPUT_GRADIENT);
    weightGradient = prepare(Direction.WEIGHT_GRADIENT);
  }

  @Benchmark
  public void forward() {
    forward.run();
  }

  @Benchmark
  public void inputGradient() {
    inputGradient.run();
  }

  @Benchmark
  public void weightGradient() {
    weightGradient.run();
  }

  static Work work(String layer) {
    Layer of = Layer.parse(layer);
    return new Work(of.flops(), of.bytes());
  }
}
