package org.tombola.kernels.cuda.ptx;

import java.util.Arrays;

/// Memory with bounds: an allocation, or the shared memory of a block.
///
/// It remembers of each word who read and who wrote it last, and so finds races: two threads at one
/// word, one of them writing, and no barrier between them, or no barrier that could be, because
/// they are in different blocks.
final class Region {
  /// What no kernel has written reads as a NaN.
  private static final int NEVER_WRITTEN = -1;

  /// An access is kept as its moment and, in the lowest bits, its thread.
  private static final int THREAD_BITS = 11;

  private static final int SEVERAL = (1 << THREAD_BITS) - 1;

  final long base;
  final long bytes;
  final int[] words;
  private final boolean shared;
  private final Clock clock;
  private long[] reads = {};
  private long[] writes = {};

  /// @param shared whether it is a block's alone
  Region(long base, long bytes, boolean shared, Clock clock) {
    this.base = base;
    this.bytes = bytes;
    this.shared = shared;
    this.clock = clock;
    words = new int[Math.toIntExact(Math.ceilDiv(bytes, Integer.BYTES))];
    forget();
  }

  /// As if nobody had written anything.
  void forget() {
    Arrays.fill(words, NEVER_WRITTEN);
  }

  /// The word at an address, if all of the access is inside and aligned.
  int word(Warp warp, int lane, long address, int size) {
    long at = address - base;
    if (at < 0 || at + size > bytes) {
      throw warp.fault(lane, "%d bytes at byte %d of %d in %s".formatted(size, at, bytes, name()));
    }
    if ((address & size - 1) != 0) {
      throw warp.fault(lane, "%d bytes at byte %d of %s: not aligned".formatted(size, at, name()));
    }
    return (int) (at / Integer.BYTES);
  }

  private String name() {
    return shared ? "shared memory" : "an allocation";
  }

  void watch() {
    if (reads.length == 0) {
      reads = new long[words.length];
      writes = new long[words.length];
    }
  }

  void reading(Warp warp, int lane, int word) {
    int thread = warp.thread(lane);
    if (conflicts(writes[word], thread)) {
      throw race(warp, lane, word, "reads what another has written", writes[word]);
    }
    long before = reads[word];
    long moment = before >>> THREAD_BITS;
    if (shared || clock.isOfThisBlock(moment) || !clock.isOfThisLaunch(moment)) {
      boolean one = moment != clock.now() || (before & SEVERAL) == thread;
      reads[word] = clock.now() << THREAD_BITS | (one ? thread : SEVERAL);
    }
  }

  void writing(Warp warp, int lane, int word) {
    int thread = warp.thread(lane);
    if (conflicts(writes[word], thread)) {
      throw race(warp, lane, word, "writes what another has written", writes[word]);
    }
    if (conflicts(reads[word], thread)) {
      throw race(warp, lane, word, "writes what another has read", reads[word]);
    }
    writes[word] = clock.now() << THREAD_BITS | thread;
  }

  private boolean conflicts(long access, int thread) {
    long moment = access >>> THREAD_BITS;
    if (moment == clock.now()) {
      return (access & SEVERAL) != thread;
    }
    return !shared && clock.isOfThisLaunch(moment) && !clock.isOfThisBlock(moment);
  }

  private Fault race(Warp warp, int lane, int word, String what, long access) {
    boolean here = clock.isOfThisBlock(access >>> THREAD_BITS);
    int thread = (int) (access & SEVERAL);
    String who = thread == SEVERAL ? "several threads" : "thread " + thread;
    return warp.fault(
        lane,
        "race at byte %d of %s: %s %s, %s"
            .formatted(
                (long) Integer.BYTES * word,
                name(),
                what,
                here ? "since the last barrier" : "in this launch",
                here ? who : who + " of another block"));
  }
}
