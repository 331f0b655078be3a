package org.tombola.lottery.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tombola.datasets.DataSource;
import org.tombola.datasets.Dataset;
import org.tombola.datasets.Datasets;
import org.tombola.engine.Rng;
import org.tombola.lottery.Blobs;
import org.tombola.lottery.arm.Cell;
import org.tombola.lottery.recipe.Recipe;
import org.tombola.lottery.recipe.Recipes;
import org.tombola.lottery.recipe.Settings;

/// Every recipe's arms, rewind points and analyses, interrupted in the middle of cells and between
/// analyses: started again, a run ends in the bytes of one that was not interrupted.
class InterruptionTest {
  private static final int INTERRUPTIONS = 2;

  @TempDir Path dir;

  static List<String> recipes() {
    return Recipes.names();
  }

  /// The smoke scale on sixteen pixels, with a network as small as its arms allow.
  private static Settings settings(String name) {
    Recipe recipe = Recipes.named(name);
    SequencedMap<String, String> keys = new LinkedHashMap<>();
    Settings smoke = recipe.settings("smoke", keys);
    if (Task.isEnsemble(smoke)) {
      keys.put("train.iterations", "40");
      keys.put("seeds", "0");
      return recipe.settings("smoke", keys);
    }
    // Normalisations to train alone, filters to prune.
    var others = List.of("batchnorm-only", "rewind-vs-finetune", "structured");
    if (!name.equals("clustering")) {
      keys.put("network", others.contains(name) ? "resnet-8" : "lenet-300-100");
    }
    keys.put("train.batch", "16");
    keys.put("train.checkpoint-every", "5");
    keys.put("data.examples", "0");
    // Half of the classes are a third of the examples.
    keys.put("data.validation", name.equals("transfer") ? "10" : "20");
    keys.put("data.test-examples", "0");
    keys.put("data.augment", "none");
    // Its values are no brightness.
    keys.put("data.values", "standardised");
    if (name.equals("dissect")) {
      // Sixteen pixels show nothing that has a name.
      keys.put("analyses", "activation ticket, activation rewound");
    }
    if (name.equals("lth-lenet")) {
      keys.put("train.iterations", "12");
      keys.put("train.evaluate-every", "6");
    }
    return recipe.settings("smoke", keys);
  }

  private static Dataset data(Settings settings) {
    return Task.isEnsemble(settings)
        ? Datasets.open(settings.dataset(), DataSource.standard())
        : Blobs.dataset();
  }

  private static Outcome run(Path folder, Settings settings, Progress progress)
      throws InterruptedException {
    var options = new RunOptions("auto", 1, 1, DataSource.standard(), "a test", false);
    return Experiment.of(settings).run(folder, options, progress, data(settings));
  }

  /// Counts steps, of all cells together.
  private static class Counter implements Progress {
    final AtomicInteger steps = new AtomicInteger();

    @Override
    public void step(Cell cell, int step) {
      steps.incrementAndGet();
    }
  }

  /// Interrupts the run after so many steps, having seen that nobody else gets its folder.
  private static final class Interrupter extends Counter {
    private final int at;
    private final Runnable another;
    private final Thread runner = Thread.currentThread();

    Interrupter(int at, Runnable another) {
      this.at = at;
      this.another = another;
    }

    @Override
    public void step(Cell cell, int step) {
      super.step(cell, step);
      if (steps.get() == at) {
        another.run();
        runner.interrupt();
        while (!Thread.currentThread().isInterrupted()) {
          Thread.onSpinWait();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("recipes")
  @Timeout(60)
  void started_again_it_ends_as_if_nothing_had_happened(String name) throws Exception {
    Settings settings = settings(name);
    Path whole = dir.resolve("whole");
    Path interrupted = dir.resolve("interrupted");
    var counter = new Counter();
    Outcome outcome = run(whole, settings, counter);
    assertTrue(outcome.complete(), outcome::toString);
    var places = new Rng(1).stream("interruptions/" + name);
    for (int i = 0; i < INTERRUPTIONS; i++) {
      int at = 1 + places.below(i, counter.steps.get() / (INTERRUPTIONS + 1));
      var refused = new AtomicInteger();
      Runnable another =
          () -> {
            var thrown =
                assertThrows(RunRefused.class, () -> run(interrupted, settings, Progress.NONE));
            assertTrue(thrown.getMessage().contains("is in use by pid"), thrown.getMessage());
            refused.incrementAndGet();
          };
      assertThrows(
          InterruptedException.class,
          () -> run(interrupted, settings, new Interrupter(at, another)),
          () -> "at step " + at);
      assertEquals(1, refused.get());
    }
    run(interrupted, settings, Progress.NONE);
    assertEquals(Runs.content(whole), Runs.content(interrupted));

    if (forgetSomeAnswers(interrupted)) {
      run(interrupted, settings, Progress.NONE);
      assertEquals(Runs.content(whole), Runs.content(interrupted));
    }
  }

  /// As a kill between two analyses leaves them.
  private static boolean forgetSomeAnswers(Path run) throws IOException {
    if (!Files.exists(run.resolve("analyses.csv"))) {
      return false;
    }
    Files.delete(run.resolve("analyses.csv"));
    try (Stream<Path> answers = Files.list(run.resolve("analyses"))) {
      List<Path> sorted = answers.sorted().toList();
      for (Path answer : sorted.subList(sorted.size() / 2, sorted.size())) {
        Files.delete(answer);
      }
    }
    return true;
  }
}
