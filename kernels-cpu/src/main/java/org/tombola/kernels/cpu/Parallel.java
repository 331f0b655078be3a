package org.tombola.kernels.cpu;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// One for-loop over a fixed pool of threads.
///
/// The caller cuts the work into chunks by its shape alone; whoever is free takes the next chunk.
/// Which thread runs a chunk cannot be seen in the result, so the bytes do not depend on the number
/// of threads.
///
/// A worker spins for [#SPIN_NANOS] after its last work, because the next verb of a training step
/// follows within microseconds, and then parks, so that an idle backend costs nothing and a machine
/// with other work on it loses little. A loop started while another one runs, from a second thread
/// or inside a chunk, runs on its caller alone.
final class Parallel implements AutoCloseable {
  /// The body of the loop.
  interface Chunks {
    void run(int chunk);
  }

  /// The body of a loop over indices, some at a time.
  interface Piece {
    void run(int from, int to);
  }

  private static final long SPIN_NANOS = 30_000;

  /// How many spins between two looks at the clock.
  private static final int SPINS = 32;

  private final Thread[] workers;
  private final AtomicBoolean busy = new AtomicBoolean();
  private volatile @Nullable Loop current;
  private volatile boolean closed;

  /// @param threads the caller's among them
  Parallel(int threads) {
    workers = new Thread[threads - 1];
    for (int i = 0; i < workers.length; i++) {
      workers[i] = Thread.ofPlatform().daemon().name("tombola-cpu-" + (i + 1)).start(this::work);
    }
  }

  int threads() {
    return workers.length + 1;
  }

  /// Runs `body` for every chunk in `0 .. chunks` and returns when all are done. What a chunk
  /// throws is thrown here, once all chunks have ended.
  void run(int chunks, Chunks body) {
    if (chunks <= 1 || workers.length == 0 || closed || !busy.compareAndSet(false, true)) {
      for (int chunk = 0; chunk < chunks; chunk++) {
        body.run(chunk);
      }
      return;
    }
    try {
      Loop loop = new Loop(chunks, body, Thread.currentThread());
      current = loop;
      for (int i = 0; i < Math.min(workers.length, chunks - 1); i++) {
        LockSupport.unpark(workers[i]);
      }
      loop.help();
      loop.await();
      current = null;
      loop.rethrow();
    } finally {
      busy.set(false);
    }
  }

  /// The same, on the caller alone if the work is `small`.
  void run(int chunks, boolean small, Chunks body) {
    if (small) {
      for (int chunk = 0; chunk < chunks; chunk++) {
        body.run(chunk);
      }
    } else {
      run(chunks, body);
    }
  }

  /// Runs `body` for pieces of `size` indices that together are `0 .. count`; on the caller alone
  /// if the work is `small`.
  void run(int count, int size, boolean small, Piece body) {
    run(
        Math.ceilDiv(count, size),
        small,
        chunk -> {
          int from = chunk * size;
          body.run(from, from + Math.min(size, count - from));
        });
  }

  private void work() {
    Loop last = null;
    long idleSince = System.nanoTime();
    while (!closed) {
      Loop loop = current;
      if (loop != null && loop != last) {
        loop.help();
        last = loop;
        idleSince = System.nanoTime();
      } else if (!spun(idleSince)) {
        LockSupport.park(this);
        idleSince = System.nanoTime();
      }
    }
  }

  /// Spins a little; false once the time to spin is over.
  private static boolean spun(long since) {
    for (int i = 0; i < SPINS; i++) {
      Thread.onSpinWait();
    }
    return System.nanoTime() - since < SPIN_NANOS;
  }

  /// Ends the threads. Loops started later run on their caller.
  @Override
  public void close() {
    closed = true;
    for (Thread worker : workers) {
      LockSupport.unpark(worker);
    }
  }

  /// Whether every worker has ended within `millis`.
  boolean ended(long millis) throws InterruptedException {
    for (Thread worker : workers) {
      if (!worker.join(Duration.ofMillis(millis))) {
        return false;
      }
    }
    return true;
  }

  /// One loop: a worker that wakes late finds it exhausted and touches nothing.
  private static final class Loop {
    private final int chunks;
    private final Chunks body;
    private final Thread caller;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    Loop(int chunks, Chunks body, Thread caller) {
      this.chunks = chunks;
      this.body = body;
      this.caller = caller;
    }

    void help() {
      for (int chunk = next.getAndIncrement(); chunk < chunks; chunk = next.getAndIncrement()) {
        try {
          body.run(chunk);
        } catch (Throwable thrown) {
          failure.compareAndSet(null, thrown);
        } finally {
          if (done.incrementAndGet() == chunks) {
            LockSupport.unpark(caller);
          }
        }
      }
    }

    void await() {
      long since = System.nanoTime();
      while (done.get() < chunks) {
        if (!spun(since)) {
          LockSupport.park(this);
        }
      }
    }

    void rethrow() {
      switch (failure.get()) {
        case null -> {}
        case RuntimeException thrown -> throw thrown;
        case Error thrown -> throw thrown;
        case Throwable thrown -> throw new IllegalStateException(thrown);
      }
    }
  }
}
