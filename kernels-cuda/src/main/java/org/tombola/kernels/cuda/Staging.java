package org.tombola.kernels.cuda;

import static org.tombola.kernels.cuda.Calls.check;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jcuda.Pointer;
import jcuda.driver.CUevent;
import jcuda.driver.CUevent_flags;
import jcuda.driver.CUstream;
import jcuda.driver.JCudaDriver;

/// Copies between the host and the device, by way of memory the device can reach at any time.
///
/// That memory is a ring of slots. A copy takes the next one, in pieces if it must, and an event
/// tells when the device is done with the slot; the host waits only if it is a whole ring ahead.
final class Staging implements AutoCloseable {
  private static final int SLOTS = 16;
  private static final long SLOT = 2L << 20; // bytes

  private final CUstream stream;
  private final Pointer ring = new Pointer();
  private final Slot[] slots = new Slot[SLOTS];
  private int next;

  private record Slot(Pointer pointer, MemorySegment memory, CUevent done) {}

  /// In the current context.
  Staging(CUstream stream) {
    this.stream = stream;
    check("cuMemAllocHost", JCudaDriver.cuMemAllocHost(ring, SLOTS * SLOT));
    ByteBuffer all = ring.getByteBuffer(0, SLOTS * SLOT).order(ByteOrder.nativeOrder());
    MemorySegment memory = MemorySegment.ofBuffer(all);
    for (int i = 0; i < SLOTS; i++) {
      CUevent done = new CUevent();
      check(
          "cuEventCreate", JCudaDriver.cuEventCreate(done, CUevent_flags.CU_EVENT_DISABLE_TIMING));
      slots[i] = new Slot(ring.withByteOffset(i * SLOT), memory.asSlice(i * SLOT, SLOT), done);
    }
  }

  /// The next slot, when the device is done with it. An event never recorded counts as done.
  private Slot take() {
    Slot slot = slots[next];
    next = (next + 1) % SLOTS;
    await(slot);
    return slot;
  }

  private static void await(Slot slot) {
    check("cuEventSynchronize", JCudaDriver.cuEventSynchronize(slot.done()));
  }

  private void record(Slot slot) {
    check("cuEventRecord", JCudaDriver.cuEventRecord(slot.done(), stream));
  }

  void upload(MemorySegment from, long to) {
    long bytes = from.byteSize();
    for (long at = 0; at < bytes; at += SLOT) {
      long piece = Math.min(SLOT, bytes - at);
      Slot slot = take();
      MemorySegment.copy(from, at, slot.memory(), 0, piece);
      check(
          "cuMemcpyHtoDAsync",
          JCudaDriver.cuMemcpyHtoDAsync(Address.of(to + at), slot.pointer(), piece, stream));
      record(slot);
    }
  }

  /// Waits for all work before it, and for the bytes.
  void download(long from, MemorySegment to) {
    long bytes = to.byteSize();
    long asked = 0;
    int oldest = next;
    for (long at = 0; at < bytes; at += SLOT) {
      // The device fills slots while the host empties them.
      for (; asked < bytes && asked - at < SLOTS * SLOT; asked += SLOT) {
        Slot slot = take();
        long piece = Math.min(SLOT, bytes - asked);
        check(
            "cuMemcpyDtoHAsync",
            JCudaDriver.cuMemcpyDtoHAsync(slot.pointer(), Address.of(from + asked), piece, stream));
        record(slot);
      }
      Slot full = slots[oldest];
      oldest = (oldest + 1) % SLOTS;
      await(full);
      MemorySegment.copy(full.memory(), 0, to, at, Math.min(SLOT, bytes - at));
    }
  }

  /// Only when the device is done with all of it.
  @Override
  public void close() {
    for (Slot slot : slots) {
      check("cuEventDestroy", JCudaDriver.cuEventDestroy(slot.done()));
    }
    check("cuMemFreeHost", JCudaDriver.cuMemFreeHost(ring));
  }
}
