package org.tombola.kernels.cuda.ptx;

/// What kernels have asked of a machine so far. On a device most of the time goes there.
public final class Tally {
  private long globalWords;
  private long sharedWords;
  private long barriers;
  private long instructions;

  void read(boolean shared, int words) {
    if (shared) {
      sharedWords += words;
    } else {
      globalWords += words;
    }
  }

  void issued(long count) {
    instructions += count;
  }

  void barrier() {
    barriers++;
  }

  /// 32-bit words that threads have read from device memory.
  public long globalWords() {
    return globalWords;
  }

  /// 32-bit words that threads have read from shared memory.
  public long sharedWords() {
    return sharedWords;
  }

  /// Barriers that blocks have waited at.
  public long barriers() {
    return barriers;
  }

  /// Instructions that warps have issued, each for up to 32 threads.
  public long instructions() {
    return instructions;
  }
}
