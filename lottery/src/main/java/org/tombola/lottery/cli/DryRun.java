package org.tombola.lottery.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import org.tombola.lottery.recipe.Settings;
import org.tombola.lottery.run.Experiment;
import org.tombola.lottery.run.RunOptions;

/// What `run --dry-run` prints: the settings in force, then one line a cell.
final class DryRun {
  private DryRun() {}

  static void print(PrintWriter out, Experiment experiment, Path folder, RunOptions options) {
    Settings settings = experiment.settings();
    out.println("folder: " + folder);
    out.println(
        "backend: %s, --jobs %d, --threads %d"
            .formatted(options.backend(), options.jobs(), options.threads()));
    out.println();
    out.println("settings");
    settings.toKeys().forEach((key, value) -> out.println("  " + key + "=" + value));
    out.println();
    out.println(experiment.cells().size() + " cells");
    experiment.cells().forEach(cell -> out.println("  " + cell));
  }
}
