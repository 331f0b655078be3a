package org.tombola.kernels.cuda;

import java.lang.ref.Cleaner;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.tombola.engine.EngineException;

/// Device memory by size: what a storage no longer needs serves the next one of its size.
///
/// A storage is an ordinary object, so its memory comes back when the garbage collector has found
/// it; inside a step the workspace reuses storages long before. All work is in one stream, in
/// order, so memory may change hands while work on it is still under way.
final class Pool implements AutoCloseable {
  private static final Cleaner CLEANER = Cleaner.create();

  /// How often, and how long in milliseconds, to wait for the collector before giving up.
  private static final int ATTEMPTS = 5;

  private static final long PATIENCE = 40;

  private record Block(long address, long bytes) {}

  private final Device device;
  private final Map<Long, Deque<Block>> free = new HashMap<>();
  private final ConcurrentLinkedQueue<Block> returned = new ConcurrentLinkedQueue<>();
  private final Queue queue;

  /// Every address that the device gave and has not got back.
  private final Set<Long> all = new HashSet<>();

  /// @param queue of all launches that use this memory
  Pool(Device device, Queue queue) {
    this.device = device;
    this.queue = queue;
  }

  /// Memory for at least `bytes` bytes, holding anything.
  long take(long bytes) {
    long rounded = rounded(bytes);
    collect();
    Deque<Block> fitting = free.get(rounded);
    if (fitting != null && !fitting.isEmpty()) {
      return fitting.pop().address();
    }
    return allocate(rounded);
  }

  /// Memory for at least `bytes` bytes that no launch has used, for good: it may be filled before
  /// what waits has run.
  long unused(long bytes) {
    return allocate(rounded(bytes));
  }

  private long rounded(long bytes) {
    int grain = device.grain();
    return Math.max(1, Math.ceilDiv(bytes, grain)) * grain;
  }

  private long allocate(long bytes) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        return allocated(bytes);
      } catch (EngineException _) {
        release();
      }
    }
    return allocated(bytes);
  }

  private long allocated(long bytes) {
    long address = device.allocate(bytes);
    all.add(address);
    return address;
  }

  /// Lets the collector find what nobody holds, and gives all that is free back to the device.
  private void release() {
    System.gc();
    try {
      Thread.sleep(PATIENCE);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    queue.flush(); // launches that wait may use memory whose storage is gone
    device.synchronize();
    collect();
    free.values().forEach(blocks -> blocks.forEach(block -> free(block.address())));
    free.clear();
  }

  private void free(long address) {
    device.free(address);
    all.remove(address);
  }

  /// Memory comes back once `holder` is unreachable.
  void giveBackAfter(Object holder, long address, long bytes) {
    Block block = new Block(address, rounded(bytes));
    ConcurrentLinkedQueue<Block> to = returned;
    CLEANER.register(holder, () -> to.add(block));
  }

  private void collect() {
    for (Block block = returned.poll(); block != null; block = returned.poll()) {
      free.computeIfAbsent(block.bytes(), _ -> new ArrayDeque<>()).push(block);
    }
  }

  /// Gives back all memory, also what storages hold: other devices may go on in the same process.
  @Override
  public void close() {
    List.copyOf(all).forEach(this::free);
    free.clear();
  }
}
