package org.tombola.lottery.run;

import java.nio.file.Path;
import java.util.List;
import org.tombola.lottery.arm.Cell;
import org.tombola.lottery.recipe.Settings;

/// A grid of cells (arm, seed, level) under one set of settings, run in a folder.
public final class Experiment {
  private final Settings settings;

  private Experiment(Settings settings) {
    this.settings = settings;
  }

  /// Checks every name against its registry.
  ///
  /// @throws org.tombola.nn.UnknownName if there is no such network, initialiser, arm or criterion
  public static Experiment of(Settings settings) {
    return new Experiment(settings);
  }

  public Settings settings() {
    return settings;
  }

  /// Every cell in the order of the results. The dense network (level 0) is a cell of the arm
  /// `ticket`, once a seed; `ticket` is run whether listed or not, since the others start from it.
  public List<Cell> cells() {
    throw new UnsupportedOperationException();
  }

  /// Runs every cell that the folder does not hold yet.
  ///
  /// @throws RunRefused if the folder cannot be used: in use, not a run, other settings, not writable
  /// @throws InterruptedException if the calling thread was interrupted; finished cells are kept
  public Outcome run(Path folder, RunOptions options, Progress progress)
      throws InterruptedException {
    throw new UnsupportedOperationException();
  }
}
