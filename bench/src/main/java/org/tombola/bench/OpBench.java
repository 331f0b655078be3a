package org.tombola.bench;

import java.util.List;
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
import org.tombola.engine.Gradients;
import org.tombola.engine.Tape;
import org.tombola.engine.Tensor;
import org.tombola.engine.Workspace;
import org.tombola.engine.cases.OpCase;
import org.tombola.engine.cases.OpCases;
import org.tombola.engine.spi.Backend;

/// The large cases of [OpCases], the list that the gradient checks and the parity tests use too, on
/// one thread.
///
/// `linear-with-bias-60x784-300x784-300` is the first layer of LeNet-300-100 at batch 60: inputs
/// (60, 784), weights (300, 784), bias (300). A product of (N, K) by (K, M) is `2 · N · K · M`
/// floating-point operations, here 28.224 MFLOP, and its two gradients are as many each. MFLOP
/// divided by microseconds is TFLOP/s.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class OpBench {
  @Param({"reference", "cpu"})
  String backend;

  /// A case by its [#slug]; a test keeps this list the one of [OpCases#large].
  @Param({
    "linear-60x784-300x784",
    "linear-with-bias-60x784-300x784-300",
    "linearInputGrad-60x300-300x784",
    "linearWeightGrad-60x300-60x784",
    "matmul-batched-60x784-784x300",
    "linear-60x300-100x300",
    "linear-with-bias-60x300-100x300-100",
    "linearInputGrad-60x100-100x300",
    "linearWeightGrad-60x100-60x300",
    "matmul-batched-60x300-300x100",
    "linear-256x300-100x300",
    "linear-with-bias-256x300-100x300-100",
    "linearInputGrad-256x100-100x300",
    "linearWeightGrad-256x100-256x300",
    "matmul-batched-256x300-300x100",
    "matmul-129x130-130x131",
    "matmulNT-129x130-131x130",
    "matmulTN-130x129-130x131",
    "relu-256x300",
    "sum-256x300",
    "conv2d-3x3-1-1-40x16x16x16-16x16x3x3",
    "conv2d-with-bias-3x3-1-1-40x16x16x16-16x16x3x3-16",
    "conv2dInputGrad-3x3-1-1-of-16x16-40x16x16x16-16x16x3x3",
    "conv2dWeightGrad-3x3-1-1-40x16x16x16-40x16x16x16",
    "conv2d-3x3-2-1-40x16x16x16-32x16x3x3",
    "conv2d-with-bias-3x3-2-1-40x16x16x16-32x16x3x3-32",
    "conv2dInputGrad-3x3-2-1-of-16x16-40x32x8x8-32x16x3x3",
    "conv2dWeightGrad-3x3-2-1-40x32x8x8-40x16x16x16",
    "maxPool-2x2-2-0-40x16x16x16",
    "batchNorm-40x16x16x16-16-16",
    "batchNorm-relu-40x16x16x16-16-16",
    "batchNorm-residual-relu-40x16x16x16-16-16-40x16x16x16",
    "batchNorm-variance-40x16x16x16-16",
    "batchNorm-evaluation-40x16x16x16-16-16-16-16"
  })
  String op;

  private Backend on;
  private Workspace workspace;
  private OpCase measured;
  private List<Tensor> plain;
  private List<Tensor> tracked;

  /// A case's name in letters that a command line does not mind.
  static String slug(OpCase named) {
    return named.name().replace('×', 'x').replaceAll("[^A-Za-z0-9]+", "-").replaceAll("-$", "");
  }

  @Setup(Level.Trial)
  public void draw() {
    measured =
        OpCases.large().stream()
            .filter(candidate -> slug(candidate).equals(op))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no case is called " + op));
    on = Backends.open(backend, 1);
    workspace = new Workspace(on);
    plain = measured.tensors(on, measured.draw(), false);
    tracked = measured.tensors(on, measured.draw(), true);
  }

  @TearDown(Level.Trial)
  public void close() {
    on.close();
  }

  @Benchmark
  public boolean forward() {
    return workspace.step(() -> measured.function().apply(plain).isTracked());
  }

  /// Forward, and the gradients of the result's sum.
  @Benchmark
  public boolean forwardAndGradients() {
    return workspace.step(() -> gradients().loss().isTracked());
  }

  private Gradients gradients() {
    return Tape.gradients(() -> measured.function().apply(tracked).sum());
  }
}
