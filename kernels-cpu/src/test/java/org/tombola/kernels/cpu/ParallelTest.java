package org.tombola.kernels.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ParallelTest {
  @Test
  void every_chunk_runs_once_loop_after_loop() {
    try (Parallel parallel = new Parallel(3)) {
      for (int loop = 0; loop < 2000; loop++) {
        int chunks = loop % 37;
        AtomicIntegerArray runs = new AtomicIntegerArray(37);
        parallel.run(chunks, runs::incrementAndGet);
        for (int chunk = 0; chunk < 37; chunk++) {
          assertEquals(chunk < chunks ? 1 : 0, runs.get(chunk));
        }
      }
    }
  }

  @Test
  void workers_wake_after_they_parked() throws InterruptedException {
    try (Parallel parallel = new Parallel(2)) {
      for (int loop = 0; loop < 5; loop++) {
        Thread.sleep(20);
        Thread[] ran = new Thread[2];
        CyclicBarrier both = new CyclicBarrier(2);
        parallel.run(
            2,
            chunk -> {
              meet(both);
              ran[chunk] = Thread.currentThread();
            });
        assertNotSame(ran[0], ran[1], "loop " + loop);
      }
    }
  }

  /// Waits until another chunk waits here too, which only another thread can.
  private static void meet(CyclicBarrier both) {
    try {
      both.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new AssertionError("no two threads run chunks at the same time", e);
    }
  }

  @Test
  void what_a_chunk_throws_reaches_the_caller_and_the_pool_goes_on() {
    try (Parallel parallel = new Parallel(2)) {
      var thrown =
          assertThrows(
              ArithmeticException.class, () -> parallel.run(50, chunk -> fail(chunk == 31)));
      assertEquals("chunk", thrown.getMessage());
      AtomicIntegerArray runs = new AtomicIntegerArray(50);
      parallel.run(50, runs::incrementAndGet);
      assertEquals(1, runs.get(49));
    }
  }

  private static void fail(boolean now) {
    if (now) {
      throw new ArithmeticException("chunk");
    }
  }

  /// Though a third thread has nothing to do, and time to come and help.
  @Test
  void a_loop_inside_a_loop_runs_on_its_caller() {
    try (Parallel parallel = new Parallel(3)) {
      AtomicIntegerArray runs = new AtomicIntegerArray(4);
      Set<Thread> outer = ConcurrentHashMap.newKeySet();
      CyclicBarrier both = new CyclicBarrier(2);
      parallel.run(
          2,
          _ -> {
            meet(both);
            Thread caller = Thread.currentThread();
            outer.add(caller);
            parallel.run(
                4,
                chunk -> {
                  assertSame(caller, Thread.currentThread());
                  LockSupport.parkNanos(5_000_000);
                  runs.incrementAndGet(chunk);
                });
          });
      assertEquals(2, outer.size());
      for (int chunk = 0; chunk < 4; chunk++) {
        assertEquals(2, runs.get(chunk));
      }
    }
  }

  @Test
  void little_work_stays_on_its_caller() {
    try (Parallel parallel = new Parallel(2)) {
      Thread caller = Thread.currentThread();
      parallel.run(50, true, _ -> assertSame(caller, Thread.currentThread()));
    }
  }

  @Test
  void closing_ends_the_threads_and_leaves_the_caller_working() throws InterruptedException {
    Parallel parallel = new Parallel(3);
    parallel.close();
    parallel.close();
    assertTrue(parallel.ended(10_000));
    AtomicIntegerArray runs = new AtomicIntegerArray(4);
    parallel.run(4, runs::incrementAndGet);
    assertEquals(1, runs.get(3));
  }
}
