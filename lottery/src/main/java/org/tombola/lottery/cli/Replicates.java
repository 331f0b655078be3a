package org.tombola.lottery.cli;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.tombola.engine.EngineException;
import org.tombola.engine.spi.Backend;
import org.tombola.nn.models.Models;

/// Several trainings of one network at once, each on a thread with a backend of its own, as `run
/// --jobs` does it: a small network alone leaves a device idle.
final class Replicates {
  /// The smallest network of the papers.
  static final String NETWORK = "lenet-300-100";

  private Replicates() {}

  /// Microseconds a step of each takes while `count` are trained.
  ///
  /// @param seconds measured, after the warm-up
  static double microsPerStep(int count, double seconds, Supplier<Backend> opener) {
    int batch = Throughput.usualBatch(NETWORK);
    Callable<Double> one =
        () -> {
          try (Backend backend = opener.get()) {
            return Throughput.measure(
                    Models.named(NETWORK), Throughput.plainSgd(batch), 1, seconds, backend)
                .median();
          }
        };
    try (var threads = Executors.newFixedThreadPool(count)) {
      List<Future<Double>> all =
          IntStream.range(0, count).mapToObj(_ -> threads.submit(one)).toList();
      double sum = 0; // of images a second
      for (Future<Double> each : all) {
        sum += each.get();
      }
      return 1e6 * batch * count / sum;
    } catch (ExecutionException e) {
      throw new EngineException(
          "a training of several at once failed: "
              + Failures.message(requireNonNull(e.getCause())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
