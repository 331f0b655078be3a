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
import org.tombola.bench.gemm.GemmLadder;
import org.tombola.bench.gemm.OpenBlasGemm;
import org.tombola.bench.layer.Numbers;
import org.tombola.engine.Backends;
import org.tombola.engine.Shape;
import org.tombola.engine.spi.Backend;
import org.tombola.engine.spi.Kind;
import org.tombola.engine.spi.Storage;

/// `C = A · B` of square matrices, with either factor transposed or none.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 7, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class GemmBench {
  @Param({"cpu", OPENBLAS})
  String backend;

  @Param({"128", "256", "512", "1024"})
  int n;

  static final String OPENBLAS = "openblas";

  private Runnable plain;
  private Runnable left;
  private Runnable right;

  @Setup(Level.Trial)
  public void draw() {
    plain = product(false, false);
    left = product(true, false);
    right = product(false, true);
  }

  private Runnable product(boolean transA, boolean transB) {
    float[] a = Numbers.draw(n * n, 1);
    float[] b = Numbers.draw(n * n, 2);
    if (backend.equals(OPENBLAS)) {
      return OpenBlasGemm.product(transA, transB, n, n, n, a, b).run();
    }
    Backend on = Backends.open(backend, 1);
    Shape square = Shape.of(n, n);
    Storage first = Numbers.store(on, Kind.PLAIN, square, a);
    Storage second = Numbers.store(on, Kind.PLAIN, square, b);
    Storage out = on.allocate(Kind.PLAIN, square);
    return () -> on.matmul(transA, transB, first, second, out);
  }

  @Benchmark
  public void product() {
    plain.run();
  }

  /// `Aᵀ · B`.
  @Benchmark
  public void leftTransposed() {
    left.run();
  }

  /// `A · Bᵀ`.
  @Benchmark
  public void rightTransposed() {
    right.run();
  }

  static Work work(int n) {
    return new Work(GemmLadder.flops(n), 3.0 * Float.BYTES * n * n);
  }
}
