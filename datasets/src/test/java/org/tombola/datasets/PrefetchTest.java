package org.tombola.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tombola.engine.Rng;

@Timeout(60)
class PrefetchTest {
  private static final Examples ALL = new Numbered(100);

  @Test
  void gives_the_batches_that_filling_gives() {
    float[] x = new float[30];
    int[] y = new int[30];
    Batches expected = batches(ALL);
    try (Prefetch loader = Prefetch.of(batches(ALL), 2, 20)) {
      for (long i = 2; i < 20; i++) {
        Batch batch = loader.next();
        expected.fill(i, x, y);
        assertEquals(i, batch.iteration());
        assertArrayEquals(x, batch.x());
        assertArrayEquals(y, batch.y());
      }
      assertThrows(NoSuchElementException.class, loader::next);
    }
  }

  /// A full ring holds one batch less than it has slots. Its thread then rests until half of them
  /// were used, and refills all slots but the one in use.
  @Test
  void the_batch_in_use_is_left_alone() throws InterruptedException {
    AtomicInteger copies = new AtomicInteger();
    AtomicReference<Thread> thread = new AtomicReference<>();
    Examples spied =
        new Spy(
            () -> {
              thread.set(Thread.currentThread());
              copies.incrementAndGet();
            });
    int full = Prefetch.MOST - 1;
    int half = Prefetch.MOST / 2;
    float[] x = new float[30];
    int[] y = new int[30];
    batches(ALL).fill(half - 1, x, y);
    try (Prefetch loader = Prefetch.of(batches(spied), 0, 100)) {
      rests(thread, copies, full * 30);
      Batch batch = loader.next();
      for (int used = 1; used < half; used++) {
        batch = loader.next();
      }
      rests(thread, copies, (full + half - 1) * 30);
      assertArrayEquals(x, batch.x());
      assertArrayEquals(y, batch.y());
    }
  }

  /// Returns when so many examples were copied and the copying thread has nothing more to do.
  private static void rests(AtomicReference<Thread> thread, AtomicInteger copies, int least)
      throws InterruptedException {
    while (copies.get() < least || thread.get().getState() != Thread.State.WAITING) {
      Thread.sleep(1);
    }
  }

  @Test
  void works_ahead_without_being_asked() throws InterruptedException {
    CountDownLatch ahead = new CountDownLatch(3 * 30);
    try (Prefetch loader = Prefetch.of(batches(counting(ahead)), 0, 100)) {
      ahead.await();
      assertEquals(0, loader.waitedNanos());
    }
  }

  @Test
  void waiting_for_a_batch_in_the_making_is_counted() {
    Thread caller = Thread.currentThread();
    CountDownLatch begun = new CountDownLatch(1);
    Examples late =
        new Spy(
            () -> {
              begun.countDown();
              while (caller.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
              }
            });
    try (Prefetch loader = Prefetch.of(new Batches(late, 1, new Rng(3)), 0, 1)) {
      while (begun.getCount() > 0) {
        Thread.onSpinWait();
      }
      loader.next();
      assertTrue(loader.waitedNanos() > 0);
    }
  }

  @Test
  void the_caller_prepares_what_the_thread_has_no_turn_to_begin() {
    try (Prefetch ahead = Prefetch.of(batches(ALL), 2, 40);
        Prefetch alone = Prefetch.unstarted(batches(ALL), 2, 40)) {
      for (long i = 2; i < 40; i++) {
        Batch expected = ahead.next();
        Batch batch = alone.next();
        assertEquals(i, batch.iteration());
        assertArrayEquals(expected.x(), batch.x());
        assertArrayEquals(expected.y(), batch.y());
      }
      assertThrows(NoSuchElementException.class, alone::next);
    }
  }

  @Test
  void a_batch_stays_whole_however_the_two_threads_meet() {
    Batches expected = batches(ALL);
    float[] x = new float[30];
    int[] y = new int[30];
    try (Prefetch loader = Prefetch.of(batches(ALL), 0, 20_000)) {
      for (long i = 0; i < 20_000; i++) {
        Batch batch = loader.next();
        expected.fill(i, x, y);
        assertEquals(i, batch.iteration());
        assertArrayEquals(x, batch.x());
        assertArrayEquals(y, batch.y());
      }
    }
  }

  @Test
  void an_exception_comes_out_of_the_batch_it_spoiled_and_of_every_later_one() {
    DatasetException broken = new DatasetException("broken");
    AtomicInteger copies = new AtomicInteger();
    Examples failing =
        new Spy(
            () -> {
              if (copies.getAndIncrement() == 60) {
                throw broken;
              }
            });
    try (Prefetch loader = Prefetch.of(batches(failing), 0, 100)) {
      assertEquals(0, loader.next().iteration());
      assertEquals(1, loader.next().iteration());
      assertSame(broken, assertThrows(DatasetException.class, loader::next));
      assertSame(broken, assertThrows(DatasetException.class, loader::next));
    }
  }

  @Test
  void an_error_comes_out_too() {
    Examples failing =
        new Spy(
            () -> {
              throw new OutOfMemoryError("made up");
            });
    try (Prefetch loader = Prefetch.of(batches(failing), 0, 100)) {
      assertThrows(OutOfMemoryError.class, loader::next);
    }
  }

  @Test
  void closing_ends_the_thread() {
    AtomicReference<Thread> thread = new AtomicReference<>();
    Examples spied = new Spy(() -> thread.set(Thread.currentThread()));
    Prefetch loader = Prefetch.of(batches(spied), 0, Long.MAX_VALUE);
    while (thread.get() == null) {
      Thread.onSpinWait();
    }
    loader.close();
    loader.close();
    assertFalse(thread.get().isAlive());
    assertTrue(thread.get().isDaemon());
    assertThrows(IllegalStateException.class, loader::next);
  }

  @Test
  void an_interrupted_caller_gets_its_batches_and_keeps_its_flag() {
    try (Prefetch loader = Prefetch.of(batches(ALL), 0, 10)) {
      Thread.currentThread().interrupt();
      for (int i = 0; i < 10; i++) {
        assertEquals(i, loader.next().iteration());
      }
    }
    assertTrue(Thread.interrupted());
  }

  @Test
  void impossible_ranges() {
    assertThrows(IndexOutOfBoundsException.class, () -> Prefetch.of(batches(ALL), -1, 3));
    assertThrows(IndexOutOfBoundsException.class, () -> Prefetch.of(batches(ALL), 4, 3));
    try (Prefetch nothing = Prefetch.of(batches(ALL), 4, 4)) {
      assertThrows(NoSuchElementException.class, nothing::next);
    }
  }

  private static Batches batches(Examples examples) {
    return new Batches(examples, 30, new Rng(3));
  }

  private static Examples counting(CountDownLatch copies) {
    return new Spy(copies::countDown);
  }

  /// A hundred numbered examples; copying one does something else first.
  private record Spy(Runnable first) implements Examples {
    @Override
    public int size() {
      return ALL.size();
    }

    @Override
    public int classes() {
      return ALL.classes();
    }

    @Override
    public ImageShape shape() {
      return ALL.shape();
    }

    @Override
    public int label(int index) {
      return ALL.label(index);
    }

    @Override
    public void copyTo(int index, float[] into, int offset) {
      first.run();
      ALL.copyTo(index, into, offset);
    }
  }
}
