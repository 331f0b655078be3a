package org.tombola.kernels.cuda;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.tombola.engine.Shape;
import org.tombola.engine.spi.Window;

/// Single kernels, timed by the device's own clock: what benchmarks need from below the backend.
///
/// Memory is given by address and goes with the timer. One thread at a time.
public final class KernelTimer implements AutoCloseable {
  private static final int THREADS = 256;

  /// 2048 threads: all that 8.0 and 9.0 hold, most others hold fewer.
  private static final int BLOCKS_A_MULTIPROCESSOR = 8;

  private static final int MULTIPLY_ADDS = 16 * 8; // of a thread, a step

  private final Device device;
  private final List<Long> taken = new ArrayList<>();

  KernelTimer(Device device) {
    this.device = device;
  }

  /// On the GPU of this machine.
  ///
  /// @throws org.tombola.engine.EngineException if the driver fails
  public static KernelTimer ofThisMachine() {
    return new KernelTimer(new JCudaDevice());
  }

  /// On the interpreter of PTX: its times are of the interpreter, and mean nothing.
  public static KernelTimer interpreted() {
    return new KernelTimer(new PtxDevice());
  }

  /// The device as its maker calls it, its compute capability and multiprocessors.
  public String description() {
    int capability = device.capability();
    return "%s, compute capability %d.%d, %d multiprocessors"
        .formatted(device.name(), capability / 10, capability % 10, device.multiprocessors());
  }

  /// What is timed: launches in order. Its text names the kernels, like `large + addParts`.
  public static final class Call {
    private final List<Launch> launches;

    private Call(List<Launch> launches) {
      this.launches = launches;
    }

    @Override
    public String toString() {
      return String.join(" + ", launches.stream().map(launch -> launch.kernel().name()).toList());
    }
  }

  /// The same call several times as one graph.
  public final class Series implements AutoCloseable {
    private final Device.Graph graph;
    private final int times;

    private Series(Device.Graph graph, int times) {
      this.graph = graph;
      this.times = times;
    }

    /// How many calls it is.
    public int times() {
      return times;
    }

    /// Runs it twice; nanoseconds of all calls of the second time together. The clock starts behind
    /// the first, so that what the host does to hand the second over is not in the time.
    public double nanos() {
      graph.replay();
      return device.nanos(graph::replay);
    }

    @Override
    public void close() {
      graph.close();
    }
  }

  /// Memory for so many floats, holding anything.
  public long allocate(int floats) {
    long address = device.allocate((long) Float.BYTES * floats);
    taken.add(address);
    return address;
  }

  /// Replaces what is at `to`.
  public void upload(float[] from, long to) {
    device.upload(MemorySegment.ofArray(from), to);
  }

  /// Waits for all calls, then fills `to`.
  public void download(long from, float[] to) {
    device.download(from, MemorySegment.ofArray(to));
  }

  /// An empty kernel of one block.
  public Call nothing() {
    return call(Launch.of(new Kernel("limits", "nothing"), 1, 1, 1, THREADS));
  }

  /// A copy of so many floats, a multiple of four.
  public Call copy(long from, long to, int floats) {
    int quads = floats / 4;
    return call(
        Launch.over(new Kernel("limits", "copy"), quads, THREADS)
            .pointer(from)
            .pointer(to)
            .integer(quads));
  }

  /// Multiply-adds in registers, on as many threads as the device holds or more; to `out`, of
  /// [#threads] floats, go sums.
  public Call multiplyAdds(int steps, long out) {
    return call(
        Launch.over(new Kernel("limits", "multiplyAdds"), threads(), THREADS)
            .pointer(out)
            .integer(steps)
            .real(1f / 32)
            .real(1f / 32));
  }

  /// Threads of [#multiplyAdds].
  public int threads() {
    return device.multiprocessors() * BLOCKS_A_MULTIPROCESSOR * THREADS;
  }

  /// Floating-point operations of [#multiplyAdds]; a multiply-add counts two.
  public double flops(int steps) {
    return 2.0 * MULTIPLY_ADDS * steps * threads();
  }

  /// C = A · B of square matrices of `n` rows, a multiple of 4, by a rung of the ladder.
  public Call product(LadderRung rung, int n, long a, long b, long c) {
    return call(rung.product(n, n, n, a, b, c));
  }

  /// The same by the kernels that ship, in float32.
  public Call shippedProduct(int n, long a, long b, long c) {
    Noted noted = new Noted();
    Gemm.product(noted, new Product(Precision.FP32, false, false, n, n, n, a, b, 0, c));
    return new Call(noted.launches);
  }

  /// y = x ⋆ w by a rung of the ladder: x (N,C,H,W) and w (K,C,R,S) with their channels last in
  /// memory, and so is y.
  public Call convolution(
      LadderRung rung, Window window, Shape x, Shape filter, long from, long w, long y) {
    int[] geometry = {
      x.dim(0),
      x.dim(1),
      x.dim(2),
      x.dim(3),
      filter.dim(0),
      window.outHeight(x.dim(2)),
      window.outWidth(x.dim(3)),
      window.height(),
      window.width(),
      window.stride(),
      window.padding()
    };
    return call(rung.convolution(geometry, from, w, y));
  }

  /// The same by the kernels that ship, in float32.
  public Call shippedConvolution(Window window, Shape x, Shape filter, long from, long w, long y) {
    Noted noted = new Noted();
    Conv.forward(noted, Precision.FP32, window, x, filter, from, w, 0, y);
    return new Call(noted.launches);
  }

  private static Call call(Launch launch) {
    return new Call(List.of(launch));
  }

  /// Hands the call over.
  public void launch(Call call) {
    call.launches.forEach(device::launch);
  }

  /// Waits for all that was handed over.
  public void await() {
    device.synchronize();
  }

  /// Nanoseconds of `times` calls, launched one by one.
  public double nanos(Call call, int times) {
    return device.nanos(
        () -> {
          for (int i = 0; i < times; i++) {
            launch(call);
          }
        });
  }

  /// The call `times` times as one graph; nothing runs yet.
  public Series series(Call call, int times) {
    List<Work> all = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      all.addAll(call.launches);
    }
    return new Series(device.record(all), times);
  }

  @Override
  public void close() {
    device.synchronize();
    taken.forEach(device::free);
    device.close();
  }

  /// Notes the launches of a verb, for the device.
  private final class Noted implements Stream {
    private final List<Launch> launches = new ArrayList<>();

    @Override
    public void launch(Work work) {
      switch (work) {
        case Launch launch -> launches.add(launch);
        case BlasProduct product -> throw new IllegalArgumentException("no kernel: " + product);
      }
    }

    @Override
    public long scratch(long bytes) {
      return allocate((int) (bytes / Float.BYTES));
    }

    @Override
    public int multiprocessors() {
      return device.multiprocessors();
    }

    @Override
    public int capability() {
      return device.capability();
    }
  }
}
