package org.tombola.kernels.cuda;

import static java.util.Objects.requireNonNull;
import static org.tombola.kernels.cuda.Calls.check;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import jcuda.Pointer;
import jcuda.driver.CUcontext;
import jcuda.driver.CUdevice;
import jcuda.driver.CUdevice_attribute;
import jcuda.driver.CUevent;
import jcuda.driver.CUevent_flags;
import jcuda.driver.CUfunction;
import jcuda.driver.CUgraph;
import jcuda.driver.CUgraphExec;
import jcuda.driver.CUresult;
import jcuda.driver.CUstreamCaptureMode;
import jcuda.driver.CUstream_flags;
import jcuda.driver.JCudaDriver;
import org.jspecify.annotations.Nullable;
import org.tombola.engine.EngineException;

/// The first NVIDIA device, through the driver's own interface and a stream of its own.
///
/// Devices of several backends share the driver's primary context, which every thread must enter
/// before it calls. One thread at a time may use a device.
final class JCudaDevice implements Device {
  private static final int NAME = 256; // bytes

  private static final int GRAIN = 512; // bytes

  /// Room for the parameters of a launch and for their addresses: what the driver takes at most.
  private static final int PARAMETERS = 4096;

  /// Held while a stream is captured, and by what waits for all streams of the device, as making
  /// and destroying a handle of cuBLAS does: that would break a capture of another thread.
  private static final ReentrantLock WHOLE_DEVICE = new ReentrantLock();

  private final CUdevice device = new CUdevice();
  private final CUcontext context = new CUcontext();
  private final StreamHandle stream = new StreamHandle();
  private final Functions functions = new Functions();
  private final Staging staging;
  private final Arrivals arrivals;
  private final int capability;
  private final int multiprocessors;
  private final ByteBuffer words = direct(PARAMETERS);
  private final ByteBuffer addresses = direct(PARAMETERS);
  private final long wordsAddress = MemorySegment.ofBuffer(words).address();
  private final Pointer parameters = Pointer.to(addresses);
  private @Nullable Cublas cublas;
  private @Nullable Thread inside;

  JCudaDevice() {
    check("cuInit", JCudaDriver.cuInit(0));
    check("cuDeviceGet", JCudaDriver.cuDeviceGet(device, 0));
    capability =
        10 * attribute(CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR)
            + attribute(CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR);
    multiprocessors = attribute(CUdevice_attribute.CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT);
    check("cuDevicePrimaryCtxRetain", JCudaDriver.cuDevicePrimaryCtxRetain(context, device));
    enter();
    check(
        "cuStreamCreate",
        JCudaDriver.cuStreamCreate(stream, CUstream_flags.CU_STREAM_NON_BLOCKING));
    staging = new Staging(stream);
    arrivals = new Arrivals(stream);
  }

  private static ByteBuffer direct(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }

  private int attribute(int which) {
    int[] answer = new int[1];
    check("cuDeviceGetAttribute", JCudaDriver.cuDeviceGetAttribute(answer, which, device));
    return answer[0];
  }

  private void enter() {
    if (inside != Thread.currentThread()) {
      check("cuCtxSetCurrent", JCudaDriver.cuCtxSetCurrent(context));
      inside = Thread.currentThread();
    }
  }

  @Override
  public String name() {
    byte[] name = new byte[NAME];
    check("cuDeviceGetName", JCudaDriver.cuDeviceGetName(name, NAME, device));
    int end = 0;
    while (end < NAME && name[end] != 0) {
      end++;
    }
    return new String(name, 0, end, StandardCharsets.UTF_8);
  }

  @Override
  public int capability() {
    return capability;
  }

  @Override
  public int multiprocessors() {
    return multiprocessors;
  }

  @Override
  public int grain() {
    return GRAIN;
  }

  @Override
  public long allocate(long bytes) {
    enter();
    Address made = new Address();
    int code = JCudaDriver.cuMemAlloc(made, bytes);
    if (code == CUresult.CUDA_ERROR_OUT_OF_MEMORY) {
      long[] free = new long[1];
      long[] total = new long[1];
      check("cuMemGetInfo", JCudaDriver.cuMemGetInfo(free, total));
      throw new EngineException(
          "device memory is used up: %,d bytes asked, %,d of %,d free"
              .formatted(bytes, free[0], total[0]));
    }
    check("cuMemAlloc", code);
    return made.value();
  }

  @Override
  public void free(long address) {
    enter();
    check("cuMemFree", JCudaDriver.cuMemFree(Address.of(address)));
  }

  @Override
  public void upload(MemorySegment from, long to) {
    enter();
    staging.upload(from, to);
  }

  @Override
  public void download(long from, MemorySegment to) {
    enter();
    staging.download(from, to);
  }

  /// From now on a [BlasProduct] may be handed over. At most once.
  ///
  /// @throws EngineException if cuBLAS refuses the device
  void multiplyWith(CublasLibrary library) {
    enter(); // cuBLAS works in the context it finds
    WHOLE_DEVICE.lock();
    try {
      cublas = new Cublas(library, this, stream.value());
    } finally {
      WHOLE_DEVICE.unlock();
    }
  }

  @Override
  public Supplier<float[]> downloadLater(long from, int count) {
    if (count > Arrivals.MOST) {
      return Device.super.downloadLater(from, count);
    }
    enter();
    Supplier<float[]> arrival = arrivals.of(from, count);
    return () -> {
      enter();
      return arrival.get();
    };
  }

  @Override
  public Optional<String> blas() {
    return Optional.ofNullable(cublas).map(Cublas::version);
  }

  @Override
  public void launch(Work work) {
    enter();
    switch (work) {
      case Launch launch -> launchKernel(launch);
      case BlasProduct product -> requireNonNull(cublas).multiply(product);
    }
  }

  private void launchKernel(Launch launch) {
    CUfunction function = functions.of(launch);
    // The driver has copied the parameters when it returns.
    words.asIntBuffer().put(launch.words(), 0, launch.bytes() / Integer.BYTES);
    for (int i = 0; i < launch.parameters(); i++) {
      addresses.putLong(Long.BYTES * i, wordsAddress + launch.offset(i));
    }
    int code =
        JCudaDriver.cuLaunchKernel(
            function,
            launch.x(),
            launch.y(),
            launch.z(),
            launch.threads(),
            1,
            1,
            launch.shared(),
            stream,
            parameters,
            null);
    if (code != CUresult.CUDA_SUCCESS) {
      throw Calls.failed("cuLaunchKernel", code, " for " + launch);
    }
  }

  @Override
  public Graph record(List<Work> sequence) {
    enter();
    // Compiling a kernel is no work of the stream and must not happen meanwhile.
    for (Work work : sequence) {
      if (work instanceof Launch launch) {
        functions.of(launch);
      }
    }
    CUgraph graph = captured(sequence);
    CUgraphExec made = new CUgraphExec();
    int code = JCudaDriver.cuGraphInstantiate(made, graph, 0);
    check("cuGraphDestroy", JCudaDriver.cuGraphDestroy(graph));
    check("cuGraphInstantiate", code);
    return new Recorded(made);
  }

  private CUgraph captured(List<Work> sequence) {
    CUgraph graph = new CUgraph();
    WHOLE_DEVICE.lock();
    try {
      check(
          "cuStreamBeginCapture",
          JCudaDriver.cuStreamBeginCapture(
              stream, CUstreamCaptureMode.CU_STREAM_CAPTURE_MODE_THREAD_LOCAL));
      try {
        sequence.forEach(this::launch);
      } catch (RuntimeException e) {
        // The stream must leave the capture; what went wrong is said by e.
        if (JCudaDriver.cuStreamEndCapture(stream, graph) == CUresult.CUDA_SUCCESS) {
          JCudaDriver.cuGraphDestroy(graph);
        }
        throw e;
      }
      check("cuStreamEndCapture", JCudaDriver.cuStreamEndCapture(stream, graph));
      return graph;
    } finally {
      WHOLE_DEVICE.unlock();
    }
  }

  private final class Recorded implements Graph {
    private final CUgraphExec graph;

    Recorded(CUgraphExec graph) {
      this.graph = graph;
    }

    @Override
    public void replay() {
      enter();
      check("cuGraphLaunch", JCudaDriver.cuGraphLaunch(graph, stream));
    }

    /// The driver keeps what still runs until it has.
    @Override
    public void close() {
      enter();
      check("cuGraphExecDestroy", JCudaDriver.cuGraphExecDestroy(graph));
    }
  }

  @Override
  public void synchronize() {
    enter();
    check("cuStreamSynchronize", JCudaDriver.cuStreamSynchronize(stream));
  }

  @Override
  public double nanos(Runnable work) {
    enter();
    CUevent begin = new CUevent();
    CUevent end = new CUevent();
    check("cuEventCreate", JCudaDriver.cuEventCreate(begin, CUevent_flags.CU_EVENT_DEFAULT));
    check("cuEventCreate", JCudaDriver.cuEventCreate(end, CUevent_flags.CU_EVENT_DEFAULT));
    check("cuEventRecord", JCudaDriver.cuEventRecord(begin, stream));
    work.run();
    check("cuEventRecord", JCudaDriver.cuEventRecord(end, stream));
    check("cuEventSynchronize", JCudaDriver.cuEventSynchronize(end));
    float[] milliseconds = new float[1];
    check("cuEventElapsedTime", JCudaDriver.cuEventElapsedTime(milliseconds, begin, end));
    check("cuEventDestroy", JCudaDriver.cuEventDestroy(begin));
    check("cuEventDestroy", JCudaDriver.cuEventDestroy(end));
    return 1e6 * milliseconds[0];
  }

  @Override
  public void close() {
    synchronize();
    if (cublas != null) {
      WHOLE_DEVICE.lock();
      try {
        cublas.close();
      } finally {
        WHOLE_DEVICE.unlock();
      }
    }
    staging.close();
    arrivals.close();
    functions.close();
    check("cuStreamDestroy", JCudaDriver.cuStreamDestroy(stream));
    check("cuDevicePrimaryCtxRelease", JCudaDriver.cuDevicePrimaryCtxRelease(device));
  }
}
