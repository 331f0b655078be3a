package org.tombola.kernels.cuda;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// What changes from step to step but is told to the same launches: an optimiser's numbers, labels.
///
/// It is in device memory, so a step that is replayed reads what is there now.
final class Numbers {
  private static final class Slot {
    private final long address;
    private int[] holds = {};

    /// The queue's generation in which a launch last asked for it.
    private long asked = -1;

    Slot(long address) {
      this.address = address;
    }
  }

  private final Queue queue;
  private final Pool pool;
  private final Map<Object, Slot> slots = new HashMap<>();

  Numbers(Queue queue, Pool pool) {
    this.queue = queue;
    this.pool = pool;
  }

  /// Where `numbers` are, for launches from now on.
  ///
  /// @param key of all numbers that may take each other's place: never of two different lengths
  long reals(Object key, float... numbers) {
    int[] bits = new int[numbers.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(numbers[i]);
    }
    return integers(key, bits);
  }

  /// Where `numbers` are, for launches from now on; as [#reals].
  long integers(Object key, int[] numbers) {
    queue.settle(); // which may hand over, and must not between here and the caller's launch
    long bytes = (long) Integer.BYTES * numbers.length;
    Slot slot = slots.computeIfAbsent(key, _ -> new Slot(pool.unused(bytes)));
    if (!Arrays.equals(slot.holds, numbers)) {
      if (slot.asked == queue.generation()) {
        queue.flush(); // launches that wait for the numbers so far
      }
      queue.uploadFirst(MemorySegment.ofArray(numbers), slot.address);
      slot.holds = numbers.clone();
    }
    slot.asked = queue.generation();
    return slot.address;
  }
}
