package org.tombola.datasets;

import java.util.NoSuchElementException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
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
/// The bytes are those of [Batches#fill], in the same order. Three batches go round: one in use,
/// two ready or in the making. While it is open the [Batches] belong to its thread: nobody else may
/// fill from them. An exception on that thread comes out of the [#next] whose batch it spoiled.
///
/// For one caller thread. An interrupt does not disturb it: the flag stays set and the batch comes,
/// since preparing one takes milliseconds and ends.
public final class Prefetch implements AutoCloseable {
  private static final int SLOTS = 3;

  private final BlockingQueue<Batch> empty = new ArrayBlockingQueue<>(SLOTS);
  private final BlockingQueue<Delivery> filled = new ArrayBlockingQueue<>(SLOTS + 1);
  private final Thread thread;
  private final long to;
  private long next;
  private long waited;
  private @Nullable Batch inUse;
  private boolean closed;

  private Prefetch(Batches batches, long from, long to) {
    this.next = from;
    this.to = to;
    for (int slot = 0; slot < Math.min(SLOTS, to - from); slot++) {
      empty.add(new Batch(batches.batch(), batches.shape()));
    }
    this.thread =
        Thread.ofPlatform().daemon().name("prefetch").unstarted(() -> fill(batches, from));
  }

  /// Starts preparing the batches of iterations `from .. to`, in order.
  public static Prefetch of(Batches batches, long from, long to) {
    if (from < 0 || to < from) {
      throw new IndexOutOfBoundsException("iterations %d to %d".formatted(from, to));
    }
    Prefetch prefetch = new Prefetch(batches, from, to);
    prefetch.thread.start();
    return prefetch;
  }

  /// The batch of the next iteration, valid until the next call of this or of [#close].
  ///
  /// @throws NoSuchElementException after the last one
  /// @throws RuntimeException what went wrong in preparing it; again at every later call
  public Batch next() {
    if (closed) {
      throw new IllegalStateException("closed");
    }
    if (next >= to) {
      throw new NoSuchElementException("iteration " + next + " of batches up to " + to);
    }
    if (inUse != null) {
      empty.add(inUse);
      inUse = null;
    }
    return switch (take()) {
      case Failed failed -> {
        filled.add(failed);
        throw failed.rethrown();
      }
      case Prepared(Batch batch) -> {
        next++;
        inUse = batch;
        yield batch;
      }
    };
  }

  /// How long [#next] had to wait so far, in nanoseconds; the first batch cannot be ready, so part
  /// of this is the start.
  public long waitedNanos() {
    return waited;
  }

  /// Ends the thread, and returns when it has ended. May be called twice.
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    uninterruptibly(
        () -> {
          thread.join();
          return thread;
        });
  }

  private sealed interface Delivery {}

  private record Prepared(Batch batch) implements Delivery {}

  private record Failed(Throwable cause) implements Delivery {
    RuntimeException rethrown() {
      return switch (cause) {
        case RuntimeException e -> e;
        case Error e -> throw e;
        default -> new IllegalStateException(cause);
      };
    }
  }

  private void fill(Batches batches, long from) {
    try {
      for (long i = from; i < to; i++) {
        Batch batch = empty.take();
        batch.fill(batches, i);
        filled.add(new Prepared(batch));
      }
    } catch (InterruptedException _) {
      // Closed: nobody waits for more.
    } catch (Throwable e) {
      filled.add(new Failed(e));
    }
  }

  private Delivery take() {
    Delivery ready = filled.poll();
    if (ready != null) {
      return ready;
    }
    long start = System.nanoTime();
    Delivery made = uninterruptibly(filled::take);
    waited += System.nanoTime() - start;
    return made;
  }

  private interface Waiting<T> {
    T await() throws InterruptedException;
  }

  /// Waits on through interrupts, and sets the flag again afterwards.
  private static <T> T uninterruptibly(Waiting<T> waiting) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return waiting.await();
        } catch (InterruptedException _) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
