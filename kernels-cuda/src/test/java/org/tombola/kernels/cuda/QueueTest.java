package org.tombola.kernels.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tombola.engine.EngineException;

class QueueTest {
  private static final Kernel KERNEL = new Kernel("family", "kernel");

  private final List<String> log = new ArrayList<>();
  private final Queue queue = new Queue(new Logging());

  /// Whether the next launch fails.
  private boolean failing;

  /// Whether the next allocation fails.
  private boolean full;

  /// Notes what it is asked to do, and does nothing.
  private final class Logging implements Device {
    @Override
    public String name() {
      return "logging";
    }

    @Override
    public int capability() {
      return 90;
    }

    @Override
    public int multiprocessors() {
      return 1;
    }

    @Override
    public int grain() {
      return 512;
    }

    @Override
    public Optional<String> blas() {
      return Optional.empty();
    }

    @Override
    public long allocate(long bytes) {
      if (full) {
        full = false;
        throw new EngineException("full");
      }
      log.add("allocate " + bytes);
      return 4096L * log.size();
    }

    @Override
    public void free(long address) {
      log.add("free");
    }

    @Override
    public void upload(MemorySegment from, long to) {
      log.add("upload");
    }

    @Override
    public void download(long from, MemorySegment to) {
      log.add("download");
    }

    @Override
    public Supplier<float[]> downloadLater(long from, int count) {
      log.add("begin");
      return () -> {
        log.add("wait");
        return new float[count];
      };
    }

    @Override
    public void launch(Work work) {
      log.add("launch");
      if (failing) {
        failing = false;
        throw new EngineException("failed");
      }
    }

    @Override
    public Graph record(List<Work> sequence) {
      int size = sequence.size();
      log.add("record " + size);
      return new Graph() {
        @Override
        public void replay() {
          log.add("replay " + size);
        }

        @Override
        public void close() {
          log.add("close " + size);
        }
      };
    }

    @Override
    public void synchronize() {}

    @Override
    public double nanos(Runnable work) {
      return 0;
    }

    @Override
    public void close() {}
  }

  private void step(int launches, int parameter) {
    IntStream.range(0, launches)
        .forEach(i -> queue.launch(Launch.of(KERNEL, 1, 1, 1, 32).integer(i).integer(parameter)));
    queue.flush();
  }

  @Test
  void what_is_read_later_is_asked_for_at_its_place_in_the_order() {
    queue.launch(Launch.of(KERNEL, 1, 1, 1, 32));
    var later = queue.downloadLater(0, 1);
    queue.launch(Launch.of(KERNEL, 1, 1, 1, 32));
    queue.flush();
    assertEquals(List.of("launch", "begin", "launch"), log);
    assertEquals(1, later.get().length);
    assertEquals("wait", log.getLast());
  }

  /// Numbers are filled at once, so they must not get the memory of a storage that is gone: a
  /// launch that waits may still use it.
  @Test
  void numbers_get_memory_that_nothing_waits_for() throws InterruptedException {
    Pool pool = new Pool(new Logging(), queue);
    List<Long> given = List.of(pool.take(512), pool.take(512));
    giveBack(pool, given);
    while (!given.contains(pool.take(512))) {
      System.gc();
      Thread.sleep(20); // the other is given back at the same time
    }
    log.clear();
    new Numbers(queue, pool).integers("labels", new int[] {1, 2});
    assertEquals(List.of("allocate 512", "upload"), log);
  }

  private static void giveBack(Pool pool, List<Long> addresses) {
    Object holder = new Object(); // nobody's as soon as this returns
    addresses.forEach(address -> pool.giveBackAfter(holder, address, 512));
  }

  @Test
  void what_has_failed_is_not_tried_again() {
    queue.launch(Launch.of(KERNEL, 1, 1, 1, 32));
    queue.launch(Launch.of(KERNEL, 2, 1, 1, 32));
    failing = true;
    assertThrows(EngineException.class, queue::flush);
    queue.launch(Launch.of(KERNEL, 3, 1, 1, 32));
    queue.flush();
    queue.launch(Launch.of(KERNEL, 4, 1, 1, 32));
    queue.close(); // what waits is nobody's any more
    assertEquals(List.of("launch", "launch"), log);
  }

  @Test
  void a_pool_that_is_closed_gives_back_what_storages_still_hold() {
    Pool pool = new Pool(new Logging(), queue);
    pool.take(512);
    pool.unused(512);
    pool.close();
    pool.close();
    assertEquals(List.of("allocate 512", "allocate 512", "free", "free"), log);
  }

  @Test
  void hands_over_nothing_until_somebody_reads() {
    queue.launch(Launch.of(KERNEL, 1, 1, 1, 32));
    assertEquals(List.of(), log);
    queue.download(0, MemorySegment.ofArray(new float[1]));
    assertEquals(List.of("launch", "download"), log);
  }

  @Test
  void records_a_sequence_that_comes_again_and_replays_it() {
    step(4, 7);
    step(4, 7);
    step(4, 7);
    assertEquals(
        List.of("launch", "launch", "launch", "launch", "record 4", "replay 4", "replay 4"), log);
  }

  @Test
  void another_parameter_is_another_sequence() {
    step(4, 7);
    log.clear();
    step(4, 8);
    assertEquals(List.of("launch", "launch", "launch", "launch"), log);
  }

  @Test
  void products_of_a_library_are_recorded_like_launches() {
    IntStream.range(0, 3).forEach(_ -> products(64));
    assertEquals(
        List.of("launch", "launch", "launch", "launch", "record 4", "replay 4", "replay 4"), log);
    log.clear();
    products(128); // another place for the result
    assertEquals(List.of("launch", "launch", "launch", "launch"), log);
  }

  private void products(long to) {
    for (int k = 1; k <= 4; k++) {
      queue.launch(
          new BlasProduct(new Product(Precision.FP32, false, true, 2, 3, k, 512, 1024, 0, to)));
    }
    queue.flush();
  }

  @Test
  void what_is_gathered_goes_before_the_next_launch() {
    Launch gathered = Launch.of(KERNEL, 9, 1, 1, 32);
    queue.gather(() -> gathered);
    queue.launch(Launch.of(KERNEL, 1, 1, 1, 32));
    queue.flush();
    assertEquals(List.of("launch", "launch"), log);
  }

  @Test
  void numbers_change_only_after_launches_that_wait_for_the_old_ones() {
    Numbers numbers = new Numbers(queue, new Pool(new Logging(), queue));
    long at = numbers.reals("rate", 1f);
    assertEquals(List.of("allocate 512", "upload"), log);
    queue.launch(Launch.of(KERNEL, 1, 1, 1, 32).pointer(at));
    log.clear();
    assertEquals(at, numbers.reals("rate", 1f));
    assertEquals(List.of(), log);
    assertEquals(at, numbers.reals("rate", 2f));
    assertEquals(List.of("launch", "upload"), log);
    log.clear();
    queue.launch(Launch.of(KERNEL, 1, 1, 1, 32).pointer(at));
    queue.flush();
    numbers.reals("rate", 3f);
    assertEquals(List.of("launch", "upload"), log);
  }

  /// Handing over what was gathered may take two goes, and the launch is in the second.
  @Test
  void numbers_stay_for_a_launch_before_which_something_was_gathered() {
    Numbers numbers = new Numbers(queue, new Pool(new Logging(), queue));
    queue.launch(Launch.of(KERNEL, 1, 1, 1, 32));
    queue.gather(
        () -> {
          queue.flush();
          return Launch.of(KERNEL, 1, 1, 1, 32);
        });
    long at = numbers.reals("rate", 1f);
    queue.launch(Launch.of(KERNEL, 1, 1, 1, 32).pointer(at));
    log.clear();
    assertEquals(at, numbers.reals("rate", 2f));
    assertEquals(List.of("launch", "launch", "upload"), log);
  }

  /// A storage that nobody holds any more may still be in a launch that waits.
  @Test
  void memory_goes_back_to_a_full_device_only_when_nothing_waits_for_it() {
    queue.launch(Launch.of(KERNEL, 1, 1, 1, 32));
    full = true;
    new Pool(new Logging(), queue).take(100);
    assertEquals(List.of("launch", "allocate 512"), log);
  }

  @Test
  void scratch_grows_and_closing_closes_graphs() {
    long small = queue.scratch(100);
    assertEquals(small, queue.scratch(50));
    queue.scratch(1000);
    assertEquals(List.of("allocate 100", "allocate 1000"), log);
    step(4, 7);
    step(4, 7);
    log.clear();
    queue.close();
    assertEquals(List.of("close 4", "free", "free"), log);
  }
}
