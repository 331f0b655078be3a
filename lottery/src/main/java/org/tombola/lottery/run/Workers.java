package org.tombola.lottery.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.tombola.engine.Backends;
import org.tombola.engine.EngineException;
import org.tombola.engine.spi.Backend;
import org.tombola.lottery.arm.Cell;
import org.tombola.lottery.train.TrainingDiverged;
import org.tombola.nn.BadSetting;
import org.tombola.nn.WeightsException;

/// Threads that take cells off the queue, each with a backend of its own. A cell that fails takes
/// the cells that start from it along; all others go on.
final class Workers {
  private final CellQueue queue;
  private final CellWork training;
  private final RunStore store;
  private final Progress progress;
  private final Heap heap = Heap.ofThisMachine();
  private final List<Outcome.Failure> failures = new ArrayList<>();
  private final List<Cell> skipped = new ArrayList<>();
  private final AtomicReference<@Nullable Throwable> broken = new AtomicReference<>();

  Workers(CellQueue queue, CellWork training, RunStore store, Progress progress) {
    this.queue = queue;
    this.training = training;
    this.store = store;
    this.progress = progress;
  }

  /// Returns when no cell is left that could be run. A worker that could not work at all, for
  /// example because its backend did not open, throws here what stopped it.
  ///
  /// @throws InterruptedException if interrupted; the workers have stopped by then
  Outcome run(String backend, int threads, int jobs) throws InterruptedException {
    var workers = new ArrayList<Thread>();
    for (int i = 0; i < jobs; i++) {
      workers.add(
          Thread.ofPlatform().daemon().name("worker-" + i).start(() -> work(backend, threads)));
    }
    try {
      for (Thread worker : workers) {
        worker.join();
      }
    } catch (InterruptedException e) {
      workers.forEach(Thread::interrupt);
      for (Thread worker : workers) {
        worker.join();
      }
      throw e;
    }
    rethrow(broken.get());
    synchronized (this) {
      failures.sort((a, b) -> ResultsTable.ORDER.compare(a.cell(), b.cell()));
      skipped.sort(ResultsTable.ORDER);
      return new Outcome(store.results(), List.copyOf(failures), List.copyOf(skipped));
    }
  }

  private void work(String name, int threads) {
    try (Backend backend = Backends.open(name, threads)) {
      while (true) {
        var cell = queue.take();
        if (cell.isEmpty()) {
          return;
        }
        run(cell.get(), backend);
        heap.tidy();
      }
    } catch (InterruptedException _) {
      // Whoever interrupted knows; the cell in work is redone by the next run.
    } catch (RuntimeException | Error e) {
      broken.compareAndSet(null, e);
    }
  }

  private void run(Cell cell, Backend backend) throws InterruptedException {
    try {
      Result result = on(backend, () -> training.run(cell));
      store.finish(result);
      progress.finished(result);
      queue.finished(cell);
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception | Error e) {
      // Errors too: a worker that died with its cell would leave the others waiting for it.
      failed(cell, e);
    }
  }

  /// [Backends#with] for a body that can be interrupted.
  private static Result on(Backend backend, Callable<Result> body) throws Exception {
    record Ended(@Nullable Result result, @Nullable Exception thrown) {}
    Ended ended =
        Backends.with(
            backend,
            () -> {
              try {
                return new Ended(body.call(), null);
              } catch (Exception e) {
                return new Ended(null, e);
              }
            });
    if (ended.result == null) {
      throw ended.thrown == null ? new IllegalStateException("no result") : ended.thrown;
    }
    return ended.result;
  }

  private static void rethrow(@Nullable Throwable broken) {
    switch (broken) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(broken);
    }
  }

  private void failed(Cell cell, Throwable e) {
    String reason = reason(e);
    List<Cell> lost = queue.failed(cell);
    synchronized (this) {
      failures.add(new Outcome.Failure(cell, reason));
      skipped.addAll(lost);
    }
    progress.failed(cell, reason);
    lost.forEach(each -> progress.skipped(each, cell));
    try {
      store.fail(cell, reason);
    } catch (RunRefused _) {
      // A disk that is full cannot hold the note either; the outcome has it.
    }
  }

  /// One line: the message of what is meant for a person, and the kind of what is not.
  private static String reason(Throwable e) {
    String line = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return switch (e) {
      case TrainingDiverged _, RunRefused _, WeightsException _, EngineException _, BadSetting _ ->
          line;
      case OutOfMemoryError _ -> "out of memory; use fewer --jobs, or set TOMBOLA_JAVA_OPTS=-Xmx8g";
      default -> "%s: %s, at %s".formatted(e.getClass().getSimpleName(), line, place(e));
    };
  }

  private static String place(Throwable e) {
    return e.getStackTrace().length == 0 ? "an unknown place" : e.getStackTrace()[0].toString();
  }
}
