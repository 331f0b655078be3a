package org.tombola.lottery.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tombola.datasets.DataSource;
import org.tombola.lottery.Blobs;
import org.tombola.lottery.arm.Cell;
import org.tombola.lottery.recipe.Settings;

/// A tiny experiment for the tests of this package: seconds for the whole grid.
final class Runs {
  private Runs() {}

  /// Settings of a tiny experiment, with some keys changed.
  static Settings settings(String... pairs) {
    var keys =
        new TreeMap<>(
            Map.of(
                "recipe", "tiny",
                "arms", "ticket,reinit,rearranged,oneshot",
                "seeds", "0-1",
                "levels", "2",
                "train.batch", "16",
                "train.iterations", "12",
                "train.evaluate-every", "4",
                "data.validation", "20"));
    for (int i = 0; i < pairs.length; i += 2) {
      keys.put(pairs[i], pairs[i + 1]);
    }
    return Settings.ofKeys(keys);
  }

  static Outcome run(Path folder, Settings settings) {
    return run(folder, settings, 1, 1, Progress.NONE);
  }

  static Outcome run(Path folder, Settings settings, int threads, int jobs, Progress progress) {
    var options = new RunOptions("auto", threads, jobs, DataSource.standard(), "a test", false);
    try {
      return Experiment.of(settings).run(folder, options, progress, Blobs.dataset());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Everything that must be the same however a run was computed: the table without its last three
  /// columns, the times, the analyses, and hashes of weights, masks and metrics.
  static Map<String, String> content(Path folder) {
    var content = new TreeMap<String, String>();
    try (var files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString();
        if (name.endsWith(".safetensors") || name.endsWith(".jsonl")) {
          content.put(name, Integer.toHexString(Arrays.hashCode(Files.readAllBytes(file))));
        } else if (name.equals(Analyses.FILE)) {
          content.put(name, Files.readString(file));
        } else if (name.equals(ResultsTable.FILE)) {
          content.put(name, Files.readString(file).replaceAll("(?m)(,[^,]*){3}$", ""));
        }
      }
      return content;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Remembers which cells were begun.
  static final class Began implements Progress {
    final List<Cell> cells = Collections.synchronizedList(new ArrayList<>());
    final List<Cell> skipped = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void started(Cell cell, int done) {
      cells.add(cell);
    }

    @Override
    public void skipped(Cell cell, Cell because) {
      skipped.add(cell);
    }
  }
}
