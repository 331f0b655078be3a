package org.tombola.lottery.run;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.tombola.datasets.Dataset;
import org.tombola.datasets.Datasets;
import org.tombola.engine.Backends;
import org.tombola.engine.Rng;
import org.tombola.engine.UnknownName;
import org.tombola.engine.spi.Backend;
import org.tombola.lottery.arm.Arms;
import org.tombola.lottery.arm.Cell;
import org.tombola.lottery.prune.Criteria;
import org.tombola.lottery.recipe.InvalidSettings;
import org.tombola.lottery.recipe.Settings;
import org.tombola.lottery.train.Plan;
import org.tombola.nn.Init;
import org.tombola.nn.NormInit;
import org.tombola.nn.models.Models;

/// A grid of cells (arm, seed, level) under one set of settings, run in a folder.
public final class Experiment {
  private final Settings settings;

  private Experiment(Settings settings) {
    this.settings = settings;
  }

  /// Checks every name against its registry.
  ///
  /// @throws UnknownName if there is no such network, initialiser, data set, arm or criterion
  public static Experiment of(Settings settings) {
    Models.named(settings.network());
    Init.named(settings.init());
    NormInit.named(settings.normInit());
    Criteria.named(settings.prune().criterion());
    settings.arms().forEach(Arms::named);
    Datasets.check(settings.dataset());
    return new Experiment(settings);
  }

  public Settings settings() {
    return settings;
  }

  /// Every cell in the order of the results.
  ///
  /// The dense network (level 0) is a cell of the arm `ticket`, once a seed, and always there.
  /// Levels of the ticket that listed arms start from are there too, whether `ticket` is listed or
  /// not.
  public List<Cell> cells() {
    return List.copyOf(graph().keySet());
  }

  /// Every cell with the cells it starts from.
  SequencedMap<Cell, List<Cell>> graph() {
    var open = new ArrayDeque<Cell>();
    for (int seed : settings.seeds().values()) {
      open.add(Cell.ticket(seed, 0));
      for (String arm : settings.arms()) {
        for (int level = 1; level <= settings.levels(); level++) {
          open.add(new Cell(arm, seed, level));
        }
      }
    }
    var graph = new TreeMap<Cell, List<Cell>>(ResultsTable.ORDER);
    while (!open.isEmpty()) {
      Cell cell = open.remove();
      if (!graph.containsKey(cell)) {
        List<Cell> needs = Arms.named(cell.arm()).needs(cell);
        graph.put(cell, needs);
        open.addAll(needs);
      }
    }
    return new LinkedHashMap<>(graph);
  }

  /// Runs every cell that the folder does not hold yet.
  ///
  /// @throws RunRefused if the folder cannot be used: in use, not a run, other settings, not
  ///   writable
  /// @throws InvalidSettings if the data set has too few examples for the settings
  /// @throws org.tombola.datasets.DatasetException if the data set cannot be read
  /// @throws org.tombola.engine.BackendUnavailable if the backend cannot be used
  /// @throws InterruptedException if the calling thread was interrupted; finished cells are kept
  public Outcome run(Path folder, RunOptions options, Progress progress)
      throws InterruptedException {
    RunStore.check(folder);
    return run(folder, options, progress, Datasets.open(settings.dataset(), options.data()));
  }

  Outcome run(Path folder, RunOptions options, Progress progress, Dataset data)
      throws InterruptedException {
    int perEpoch = TrainingData.of(data, settings, new Rng(0)).batches().perEpoch();
    Plan plan = Plan.of(settings.train(), perEpoch);
    String name;
    String description;
    try (Backend probe = Backends.open(options.backend(), options.threads())) {
      name = probe.name();
      description = probe.description();
    }
    var provenance = Provenance.of(settings, options, name, description, data.checksum());
    try (var store = RunStore.open(folder, settings, provenance)) {
      var graph = graph();
      List<Cell> finished = store.finished();
      progress.planned(
          List.copyOf(graph.keySet()), finished.stream().filter(graph::containsKey).toList(), plan);
      var training =
          new CellTraining(new Laboratory(settings, data, store), progress, options.tensorBoard());
      return new Workers(new CellQueue(graph, finished), training, store, progress)
          .run(name, options.threads(), options.jobs());
    }
  }
}
