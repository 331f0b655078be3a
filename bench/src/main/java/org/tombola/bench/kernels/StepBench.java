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
import org.tombola.engine.Backends;

/// Whole training steps, see [TrainingStep]. Operations are those of the layers with weights, at
/// density 1.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 7, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class StepBench {
  @Param("cpu")
  String backend;

  /// As in [Suites#NETWORKS]; a test keeps the two the same.
  @Param({"lenet-300-100", "lenet-5", "conv-2", "conv-4", "conv-6", "resnet-20", "vgg-16"})
  String network;

  @Param("sgd")
  String optimizer;

  /// The part of the weights that is left.
  @Param("1")
  double density;

  private TrainingStep step;

  @Setup(Level.Trial)
  public void create() {
    step = new TrainingStep(Backends.open(backend, 1), network, optimizer, density);
  }

  @Benchmark
  public float step() {
    return step.run();
  }
}
