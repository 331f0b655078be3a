package org.tombola.kernels.cuda.ptx;

/// Counts the intervals between barriers, over all blocks of all launches.
///
/// Two accesses in one interval have no order, unless one thread makes both. Nor have accesses by
/// two blocks of one launch, whichever the interpreter runs first.
final class Clock {
  private long now;
  private long launch;
  private long block;

  void beginLaunch() {
    launch = ++now;
  }

  void beginBlock() {
    block = ++now;
  }

  void barrier() {
    now++;
  }

  long now() {
    return now;
  }

  boolean isOfThisLaunch(long moment) {
    return moment >= launch;
  }

  boolean isOfThisBlock(long moment) {
    return moment >= block;
  }
}
