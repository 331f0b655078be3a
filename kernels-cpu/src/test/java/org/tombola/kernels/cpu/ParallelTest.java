package org.tombola.kernels.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicIntegerArray;
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
        AtomicIntegerArray runs = new AtomicIntegerArray(8);
        parallel.run(8, runs::incrementAndGet);
        assertEquals(1, runs.get(7));
      }
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

  @Test
  void a_loop_inside_a_loop_runs_on_its_caller() {
    try (Parallel parallel = new Parallel(2)) {
      AtomicIntegerArray runs = new AtomicIntegerArray(4);
      parallel.run(4, _ -> parallel.run(4, runs::incrementAndGet));
      assertEquals(4, runs.get(3));
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
