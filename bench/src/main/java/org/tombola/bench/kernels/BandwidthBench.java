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
import org.tombola.bench.peak.Bandwidth;

/// Loops that move numbers and do nearly nothing with them, see [Bandwidth].
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 7, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class BandwidthBench {
  private Runnable copy;
  private Runnable triad;

  /// KiB of each array.
  @Param({"8", "128", "3072", "131072"})
  int kib;

  @Setup(Level.Trial)
  public void allocate() {
    Bandwidth arrays = new Bandwidth("", kib);
    copy = arrays.copy().run();
    triad = arrays.triad().run();
  }

  @Benchmark
  public void copy() {
    copy.run();
  }

  @Benchmark
  public void triad() {
    triad.run();
  }

  static Work work(String method, int kib) {
    Bandwidth arrays = new Bandwidth("", kib);
    return new Work(0, method.equals("copy") ? arrays.copyBytes() : arrays.triadBytes());
  }
}
