package org.tombola.kernels.cuda;

import static org.tombola.kernels.cuda.Calls.check;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import jcuda.Pointer;
import jcuda.driver.CUevent;
import jcuda.driver.CUevent_flags;
import jcuda.driver.CUstream;
import jcuda.driver.JCudaDriver;

/// Numbers on their way to the host, a few at a time, that nobody waits for yet.
///
/// Each has its own place in memory that the device can reach, and an event that tells when it is
/// there. Places are used again once their numbers have been asked for; whoever begins to read and
/// never asks costs one.
final class Arrivals implements AutoCloseable {
  /// At most so many numbers in one.
  static final int MOST = 1024;

  private static final long BYTES = (long) Float.BYTES * MOST;

  private record Place(Pointer pointer, MemorySegment memory, CUevent done) {
    static Place made() {
      Pointer pointer = new Pointer();
      check("cuMemAllocHost", JCudaDriver.cuMemAllocHost(pointer, BYTES));
      CUevent done = new CUevent();
      check(
          "cuEventCreate", JCudaDriver.cuEventCreate(done, CUevent_flags.CU_EVENT_DISABLE_TIMING));
      var buffer = pointer.getByteBuffer(0, BYTES).order(ByteOrder.nativeOrder());
      return new Place(pointer, MemorySegment.ofBuffer(buffer), done);
    }
  }

  private final CUstream stream;
  private final List<Place> all = new ArrayList<>();
  private final Deque<Place> free = new ArrayDeque<>();

  Arrivals(CUstream stream) {
    this.stream = stream;
  }

  /// Begins to copy after all work handed over before, in the current context.
  ///
  /// @param count at most [#MOST]
  /// @return waits until they are there; to be asked once, in the same context
  Supplier<float[]> of(long from, int count) {
    Place place = free.isEmpty() ? another() : free.pop();
    long bytes = (long) Float.BYTES * count;
    check(
        "cuMemcpyDtoHAsync",
        JCudaDriver.cuMemcpyDtoHAsync(place.pointer(), Address.of(from), bytes, stream));
    check("cuEventRecord", JCudaDriver.cuEventRecord(place.done(), stream));
    return () -> {
      check("cuEventSynchronize", JCudaDriver.cuEventSynchronize(place.done()));
      float[] numbers = place.memory().asSlice(0, bytes).toArray(ValueLayout.JAVA_FLOAT);
      free.push(place);
      return numbers;
    };
  }

  private Place another() {
    Place made = Place.made();
    all.add(made);
    return made;
  }

  /// Only when the device is done with all of them.
  @Override
  public void close() {
    for (Place place : all) {
      check("cuEventDestroy", JCudaDriver.cuEventDestroy(place.done()));
      check("cuMemFreeHost", JCudaDriver.cuMemFreeHost(place.pointer()));
    }
  }
}
