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

/// Softmax cross-entropy of a batch, with its gradient: logits are read, gradients written.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 7, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class LossBench implements ShapeBench {
  @Param("cpu")
  String backend;

  /// Samples and classes.
  @Param({"60x10", "128x10"})
  String shape;

  private Backend on;
  private Storage logits;
  private Storage losses;
  private Storage dlogits;
  private int[] labels;

  @Setup(Level.Trial)
  public void draw() {
    draw(Backends.open(backend, 1));
  }

  @Override
  public void draw(Backend on) {
    this.on = on;
    Shape each = Images.parse(shape);
    logits = Numbers.store(on, Kind.BATCHED, each, 1);
    losses = on.allocate(Kind.BATCHED, Shape.of(each.dim(0)));
    dlogits = on.allocate(Kind.BATCHED, each);
    labels = new int[each.dim(0)];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = i % each.dim(1);
    }
  }

  @Benchmark
  public void crossEntropy() {
    on.softmaxCrossEntropy(logits, labels, losses, dlogits);
  }

  static Work work(String shape) {
    return new Work(0, Images.bytes(shape, 2));
  }
}
