package org.tombola.lottery.run;

import java.lang.management.ManagementFactory;
import java.util.function.LongSupplier;

/// Has what finished trainings leave behind collected.
///
/// A training's arrays live as long as it does, longer than anything a young collection looks at.
/// The old part of the heap is only collected when it can grow no further, which is most of the
/// machine's memory: dozens of short trainings would take that, for a few hundred MiB in use.
final class Heap {
  /// What may be left behind: so much that a collection, a fraction of a second, costs little
  /// beside the trainings that made it.
  private static final long LITTER = 1L << 30;

  private final LongSupplier used;
  private final Runnable collection;
  private long kept;

  /// @param used bytes in use or left behind
  Heap(LongSupplier used, Runnable collection) {
    this.used = used;
    this.collection = collection;
    kept = used.getAsLong();
  }

  static Heap ofThisMachine() {
    var memory = ManagementFactory.getMemoryMXBean();
    return new Heap(() -> memory.getHeapMemoryUsage().getUsed(), memory::gc);
  }

  /// To be called between trainings.
  synchronized void tidy() {
    long now = used.getAsLong();
    kept = Math.min(kept, now);
    if (now - kept > LITTER) {
      collection.run();
      kept = used.getAsLong();
    }
  }
}
