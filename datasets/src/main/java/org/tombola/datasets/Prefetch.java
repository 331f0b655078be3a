package org.tombola.datasets;

import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Batches prepared ahead of their use, by a thread of their own, so that training does not wait.
///
/// ```
/// try (var loader = Prefetch.of(batches, from, to)) {
///   for (long i = from; i < to; i++) {
///     Batch batch = loader.next();
///     // train on batch.x(), batch.y()
///   }
/// }
/// ```
///
/// The bytes are those of [Batches#fill], in the same order. A ring of batches goes round: one in
/// use, the others ready or in the making; small ones are more, so that the thread is woken once
/// for several. While it is open the [Batches] belong to it: nobody else may fill from them. An
/// exception in preparing a batch comes out of the [#next] that wanted it.
///
/// Where another program keeps the thread off its core, the caller does not wait for its turn: a
/// batch that nobody has begun it prepares itself.
///
/// For one caller thread. An interrupt does not disturb it: the flag stays set and the batch comes,
/// since preparing one takes milliseconds and ends.
public final class Prefetch implements AutoCloseable {
  /// About what stays in a core's own cache.
  private static final int RING_FLOATS = 1 << 18;

  /// The longest ring.
  static final int MOST = 16;

  private final Batches batches;
  private final Batch[] ring;
  private final long to;
  private final Thread thread;

  /// Held while a batch is prepared.
  private final ReentrantLock preparing = new ReentrantLock();

  /// Iterations below this one are prepared; it changes under the lock.
  private volatile long ready;

  /// The next to be handed out; changes on the caller's thread. The one before is in use.
  private volatile long next;

  private volatile @Nullable Throwable failure;
  private volatile boolean closed;
  private long waited;

  private Prefetch(Batches batches, long from, long to) {
    this.batches = batches;
    this.to = to;
    this.next = from;
    this.ready = from;
    int size = Math.multiplyExact(batches.batch(), batches.shape().size());
    this.ring = new Batch[Math.clamp(RING_FLOATS / size, 3, MOST)];
    for (int slot = 0; slot < ring.length; slot++) {
      ring[slot] = new Batch(batches.batch(), batches.shape());
    }
    this.thread = Thread.ofPlatform().daemon().name("prefetch").unstarted(this::workAhead);
  }

  /// Starts preparing the batches of iterations `from .. to`, in order.
  public static Prefetch of(Batches batches, long from, long to) {
    Prefetch prefetch = unstarted(batches, from, to);
    prefetch.thread.start();
    return prefetch;
  }

  /// One whose thread never gets a turn.
  static Prefetch unstarted(Batches batches, long from, long to) {
    if (from < 0 || to < from) {
      throw new IndexOutOfBoundsException("iterations %d to %d".formatted(from, to));
    }
    return new Prefetch(batches, from, to);
  }

  /// The batch of the next iteration, valid until the next call of this or of [#close].
  ///
  /// @throws NoSuchElementException after the last one
  /// @throws RuntimeException what went wrong in preparing it; again at every later call
  public Batch next() {
    if (closed) {
      throw new IllegalStateException("closed");
    }
    long wanted = next;
    if (wanted >= to) {
      throw new NoSuchElementException("iteration " + wanted + " of batches up to " + to);
    }
    if (ready == wanted) {
      long start = System.nanoTime();
      prepare(wanted);
      waited += System.nanoTime() - start;
    }
    if (ready == wanted) {
      throw rethrown();
    }
    next = wanted + 1;
    if (ready - next <= ring.length / 2) {
      LockSupport.unpark(thread);
    }
    return ring[slot(wanted)];
  }

  /// How long [#next] had to wait or prepare a batch itself so far, in nanoseconds; the first batch
  /// cannot be ready, so part of this is the start.
  public long waitedNanos() {
    return waited;
  }

  /// Ends the thread, and returns when it has ended. May be called twice.
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join(Duration.ofSeconds(1));
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void workAhead() {
    for (long i = ready; i < to && failure == null && !closed; i = ready) {
      if (i - next < ring.length - 1) {
        prepare(i);
      } else {
        LockSupport.park(this);
      }
    }
  }

  /// Prepares `iteration`, or waits for the other thread that is at it.
  private void prepare(long iteration) {
    preparing.lock();
    try {
      if (ready == iteration && failure == null) {
        ring[slot(iteration)].fill(batches, iteration);
        ready = iteration + 1;
      }
    } catch (Throwable thrown) {
      failure = thrown;
    } finally {
      preparing.unlock();
    }
  }

  private int slot(long iteration) {
    return (int) (iteration % ring.length);
  }

  private RuntimeException rethrown() {
    return switch (failure) {
      case RuntimeException e -> e;
      case Error e -> throw e;
      case null, default -> new IllegalStateException(failure);
    };
  }
}
