package org.tombola.lottery.run;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.tombola.datasets.Dataset;
import org.tombola.engine.Backends;
import org.tombola.engine.UnknownName;
import org.tombola.engine.spi.Backend;
import org.tombola.lottery.analysis.Question.Kind;
import org.tombola.lottery.analysis.Question.Want;
import org.tombola.lottery.analysis.Request;
import org.tombola.lottery.arm.Arm;
import org.tombola.lottery.arm.Arms;
import org.tombola.lottery.arm.Cell;
import org.tombola.lottery.arm.Need;
import org.tombola.lottery.recipe.InvalidSettings;
import org.tombola.lottery.recipe.Settings;

/// A grid of cells (arm, seed, level) under one set of settings, run in a folder.
public final class Experiment {
  private final Settings settings;
  private final Arms arms;

  private Experiment(Settings settings) {
    this.settings = settings;
    this.arms = Arms.of(settings);
  }

  /// Checks every name against its registry.
  ///
  /// @throws UnknownName if there is no such network, initialiser, data set, arm, criterion or
  ///   start rule
  /// @throws InvalidSettings if an arm's trainable parameters are none, or something has no meaning
  ///   for the network
  public static Experiment of(Settings settings) {
    Task.check(settings);
    DataSets.check(settings);
    var experiment = new Experiment(settings);
    experiment.requests();
    return experiment;
  }

  public Settings settings() {
    return settings;
  }

  /// Every cell in the order of the results.
  ///
  /// The dense network (level 0) is a cell of the arm `ticket`, once a seed, and always there; arms
  /// that train otherwise have one of their own besides. Cells that listed arms start from are
  /// there too, whether their arm is listed or not.
  public List<Cell> cells() {
    return List.copyOf(graph().keySet());
  }

  /// Every cell with what it starts from.
  SequencedMap<Cell, List<Need>> graph() {
    var open = new ArrayDeque<Cell>();
    for (int seed : settings.seeds().values()) {
      open.add(Cell.ticket(seed, 0));
      for (String name : settings.arms()) {
        Arm arm = arms.named(name);
        levels(arm).forEach(level -> open.add(new Cell(name, seed, level)));
      }
    }
    var graph = new TreeMap<Cell, List<Need>>(ResultsTable.ORDER);
    while (!open.isEmpty()) {
      Cell cell = open.remove();
      if (!graph.containsKey(cell)) {
        List<Need> needs = arms.named(cell.arm()).needs(cell);
        graph.put(cell, needs);
        needs.forEach(need -> open.add(need.cell()));
      }
    }
    return new LinkedHashMap<>(graph);
  }

  /// The levels at which an arm has cells of its own.
  private List<Integer> levels(Arm arm) {
    List<Integer> given = arm.settings().levels();
    return IntStream.rangeClosed(arm.ownsDense() ? 0 : 1, settings.levels())
        .filter(level -> given.isEmpty() || given.contains(level))
        .boxed()
        .toList();
  }

  private List<Request> requests() {
    List<String> known = List.copyOf(settings.arm().keySet());
    List<Request> requests =
        settings.analyses().stream().map(text -> Request.parse(text, known)).toList();
    Kind kind = Task.isEnsemble(settings) ? Kind.ENSEMBLE : Kind.CLASSIFIER;
    for (Request request : requests) {
      if (!request.question().suits(kind)) {
        throw new InvalidSettings(
            "analyses must be ones for the network %s, not %s"
                .formatted(settings.network(), request.question().name()));
      }
    }
    return requests;
  }

  /// The cells at whose training analyses look from start to end: of an arm without cells the dense
  /// networks.
  private List<Cell> followed(Set<Cell> cells) {
    var followed = new ArrayList<Cell>();
    for (Request request : requests()) {
      if (request.question().wants(Want.COURSE)) {
        String arm = request.arms().getFirst();
        List<Cell> its = cells.stream().filter(cell -> cell.arm().equals(arm)).toList();
        followed.addAll(its);
        cells.stream()
            .filter(cell -> its.isEmpty())
            .filter(cell -> arms.dense(arm, cell.seed(), cells).filter(cell::equals).isPresent())
            .forEach(followed::add);
      }
    }
    return followed;
  }

  /// The cells that must be finished before each.
  static SequencedMap<Cell, List<Cell>> order(SequencedMap<Cell, List<Need>> graph) {
    var order = new LinkedHashMap<Cell, List<Cell>>();
    graph.forEach(
        (cell, needs) -> order.put(cell, needs.stream().map(Need::cell).distinct().toList()));
    return order;
  }

  /// Runs every cell that the folder does not hold yet.
  ///
  /// @throws RunRefused if the folder cannot be used: in use, not a run, other settings, not
  ///   writable
  /// @throws InvalidSettings if the data set has too few examples for the settings, or an analysis
  ///   has no answer for such networks and data
  /// @throws org.tombola.datasets.DatasetException if the data set cannot be read
  /// @throws org.tombola.engine.BackendUnavailable if the backend cannot be used
  /// @throws InterruptedException if the calling thread was interrupted; finished cells are kept
  public Outcome run(Path folder, RunOptions options, Progress progress)
      throws InterruptedException {
    RunStore.check(folder);
    var names = names(graph().keySet());
    return run(folder, options, progress, DataSets.open(settings, names, options.data()));
  }

  /// The arms whose data and files cells need.
  private SortedSet<String> names(Set<Cell> cells) {
    var names = new TreeSet<String>();
    cells.forEach(cell -> names.addAll(settings.behind(cell.arm())));
    return names;
  }

  Outcome run(Path folder, RunOptions options, Progress progress, Dataset data)
      throws InterruptedException {
    return run(folder, options, progress, DataSets.of(data));
  }

  Outcome run(Path folder, RunOptions options, Progress progress, DataSets data)
      throws InterruptedException {
    Task task = Task.of(settings, data);
    var timeline = new Timeline(arms, settings.train(), task::perEpoch);
    var graph = graph();
    var kept = timeline.kept(graph);
    followed(graph.keySet())
        .forEach(
            cell ->
                kept.computeIfAbsent(cell, _ -> new TreeSet<>())
                    .addAll(timeline.inside(cell, settings.analysis().moments())));
    var inputs = Inputs.of(settings, names(graph.keySet()), data);
    String name;
    String description;
    try (Backend probe = Backends.open(options.backend(), options.threads())) {
      name = probe.name();
      description = probe.description();
      Analyses.check(settings, task, requests(), probe);
      Backends.with(
          probe,
          () -> {
            task.check(arms, graph.keySet());
            return task;
          });
    }
    var provenance =
        Provenance.of(settings, options, name, description, data.recipes().checksum(), inputs);
    try (var store = RunStore.open(folder, settings, provenance)) {
      var laboratory = new Laboratory(settings, task, store, timeline);
      var shared = SharedCells.of(arms, graph.keySet(), store.finished());
      shared.keep(kept);
      CellWork work =
          new SharedWork(
              task.work(laboratory, kept, progress, options.tensorBoard()),
              shared,
              store,
              progress);
      List<Cell> finished = store.finished().stream().filter(work::isFinished).toList();
      progress.planned(
          List.copyOf(graph.keySet()),
          finished.stream().filter(graph::containsKey).toList(),
          timeline::plan);
      Outcome outcome =
          new Workers(new CellQueue(shared.before(order(graph)), finished), work, store, progress)
              .run(name, options.threads(), options.jobs());
      CountsTable.write(store, folder);
      new Analyses(laboratory, folder, requests(), store.finished())
          .run(name, options.threads(), options.jobs());
      return outcome;
    }
  }
}
