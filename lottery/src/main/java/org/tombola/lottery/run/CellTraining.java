package org.tombola.lottery.run;

import java.nio.file.Files;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.DoubleSupplier;
import org.tombola.datasets.ImageShape;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.lottery.arm.Arm;
import org.tombola.lottery.arm.Cell;
import org.tombola.lottery.arm.Start;
import org.tombola.lottery.count.Counts;
import org.tombola.lottery.count.LayerCount;
import org.tombola.lottery.recipe.Identity;
import org.tombola.lottery.recipe.Moment;
import org.tombola.lottery.rewire.RewirePlan;
import org.tombola.lottery.rewire.Rewiring;
import org.tombola.lottery.train.Evaluator;
import org.tombola.lottery.train.Listener;
import org.tombola.lottery.train.Plan;
import org.tombola.lottery.train.Repulsion;
import org.tombola.lottery.train.Trainable;
import org.tombola.lottery.train.Trained;
import org.tombola.lottery.train.Trainer;
import org.tombola.nn.Module;
import org.tombola.nn.Weights;
import org.tombola.nn.WeightsException;

/// One cell from start, or from its checkpoint, to result: the arm's start, training, evaluation,
/// files. The result is written by [RunStore#finish].
///
/// The data come from the seed and what the arm asks for; all levels and, for most experiments, all
/// arms have the same.
///
/// @param kept for every cell the steps after which its state is saved
/// @param events whether curves are written for TensorBoard too
record CellTraining(
    Laboratory laboratory,
    DataSets data,
    Map<Cell, SortedSet<Integer>> kept,
    Progress progress,
    boolean events)
    implements CellWork {
  /// Trains a cell, from its checkpoint if it has one.
  ///
  /// @throws org.tombola.lottery.train.TrainingDiverged if a loss is no finite number
  /// @throws RunRefused if the checkpoint cannot be gone on from; it stays where it is
  /// @throws InterruptedException if the thread was interrupted
  @Override
  public Result run(Cell cell) throws InterruptedException {
    StateKeeper states = states(cell);
    CellFolder folder = states.folder();
    if (folder.isDone()) {
      return replay(cell, states);
    }
    var file =
        new CheckpointFile(
            folder.checkpoint(), Identity.of(laboratory.settings()), cell.toString());
    var saved = saved(file, states);
    long begin = System.nanoTime();
    double before = saved.map(CheckpointFile.Saved::seconds).orElse(0.0);
    DoubleSupplier seconds = () -> before + (System.nanoTime() - begin) * 1e-9;

    Bench bench = bench(cell);
    bench.start.mask().write(folder.mask());
    AtomicFile.write(folder.counts(), CountsTable.rows(cell, counts(cell, bench)));
    try (var recorder = CellRecorder.of(cell, states, file, saved, seconds, progress, events)) {
      Plan plan = laboratory.timeline().plan(cell);
      Trainer trainer = trainer(bench, plan, recorder);
      saved.ifPresent(from -> resume(trainer, from, file));
      progress.started(cell, saved.map(from -> from.checkpoint().step()).orElse(0));
      Trained trained = trainer.run();
      if (!bench.rewiring.isNone()) {
        bench.rewiring.mask().write(folder.mask());
        AtomicFile.write(folder.counts(), CountsTable.rows(cell, counts(cell, bench)));
      }
      return result(cell, bench, trained, folder, seconds);
    }
  }

  /// Whether a cell has all that it must have: a later run may ask for more than an earlier one
  /// left.
  @Override
  public boolean isFinished(Cell cell) {
    return states(cell).folder().isDone() && states(cell).hasAll();
  }

  private StateKeeper states(Cell cell) {
    var steps = kept.getOrDefault(cell, Collections.unmodifiableSortedSet(new TreeSet<>()));
    return new StateKeeper(laboratory.store().cell(cell), steps);
  }

  /// Where the training goes on, if it can; otherwise the folder is emptied.
  private static Optional<CheckpointFile.Saved> saved(CheckpointFile file, StateKeeper states) {
    if (Files.exists(file.path())) {
      var saved = file.read();
      if (states.missing(saved.checkpoint().step()) == 0) {
        states.folder().retry();
        return Optional.of(saved);
      }
    }
    states.folder().clear();
    return Optional.empty();
  }

  private List<LayerCount> counts(Cell cell, Bench bench) {
    ImageShape image = data.recipes().train().shape();
    Shape input = Shape.of(image.channels(), image.height(), image.width());
    return Counts.of(bench.network, input)
        .layers(bench.rewiring.mask(), laboratory.pruning(bench.arm.settings(), cell.seed()));
  }

  /// What a training is made of.
  private record Bench(
      Arm arm,
      Start start,
      Module network,
      Rewiring rewiring,
      Repulsion repulsion,
      TrainingData data,
      Rng seed) {}

  private Bench bench(Cell cell) {
    Arm arm = laboratory.timeline().arms().named(cell.arm());
    Start start = arm.start(cell, laboratory);
    var seed = new Rng(cell.seed());
    Module network = laboratory.network(seed);
    start.weights().into(network);
    if (!start.still()) {
      start.mask().bind(network);
    }
    var settings = laboratory.settings();
    int batch = arm.settings().train().over(settings.train()).batch();
    var its = TrainingData.of(data, settings, arm.settings().data(), batch, seed);
    RewirePlan plan = laboratory.timeline().rewiring(cell);
    String stream = "%s/level-%d/rewire".formatted(cell.arm(), cell.level());
    var rewiring = new Rewiring(plan, network, start.mask(), start.target(), seed, stream);
    return new Bench(
        arm, start, network, rewiring, repulsion(arm, cell, start, network), its, seed);
  }

  private Repulsion repulsion(Arm arm, Cell cell, Start start, Module network) {
    double strength = arm.settings().train().repel();
    return arm.repeller(cell)
        .map(from -> laboratory.weights(from, Moment.FINAL))
        .map(solution -> Repulsion.of(network, start.mask(), solution, strength))
        .orElse(Repulsion.NONE);
  }

  private Trainer trainer(Bench bench, Plan plan, Listener listener) {
    var trainable = Trainable.parse(bench.arm.settings().trainable());
    var trainer =
        Trainer.of(
            bench.network,
            bench.arm.settings().train().over(laboratory.settings().train()),
            plan,
            bench.start.still() ? trainable.within(bench.start.mask()) : trainable,
            bench.seed,
            bench.data.batches(),
            Evaluator.often(bench.data.validation()),
            listener);
    trainer.rewire(bench.rewiring);
    trainer.repel(bench.repulsion);
    bench.start.optimizer().ifPresent(trainer::begin);
    return trainer;
  }

  /// Goes through the first part of a finished training once more, for states it did not save:
  /// every step gives the same bytes again.
  private Result replay(Cell cell, StateKeeper states) throws InterruptedException {
    int last = states.missing(Integer.MAX_VALUE);
    progress.started(cell, 0);
    trainer(bench(cell), laboratory.timeline().plan(cell).until(last), states).run();
    return states.folder().readResult();
  }

  private static void resume(Trainer trainer, CheckpointFile.Saved from, CheckpointFile file) {
    try {
      trainer.resume(from.checkpoint());
    } catch (WeightsException e) {
      throw file.refused(e);
    }
  }

  private static Result result(
      Cell cell, Bench bench, Trained trained, CellFolder folder, DoubleSupplier seconds) {
    Module network = bench.network;
    TrainingData data = bench.data;
    var earlyStop = trained.earlyStop();
    Weights last = Weights.of(network);
    var test = Evaluator.streaming(data.test());
    double testAccuracy = bench.rewiring.mean(() -> test.evaluate(network).accuracy());
    double trainAccuracy = Evaluator.streaming(data.train()).evaluate(network).accuracy();
    if (!bench.rewiring.isNone()) {
      // The early stop had another mask.
      network.parameters().forEach(p -> p.mask(null));
    }
    earlyStop.weights().into(network);
    double earlyStopAccuracy = test.evaluate(network).accuracy();

    last.write(folder.weights());
    earlyStop.weights().write(folder.earlyStop());
    long parameters = network.parameters().mapToLong(p -> p.shape().size()).sum();
    return new Result(
        cell.arm(),
        cell.seed(),
        cell.level(),
        bench.rewiring.mask().density(),
        Optional.of(earlyStop.step()),
        earlyStopAccuracy,
        testAccuracy,
        trainAccuracy,
        seconds.getAsDouble(),
        Optional.of(Result.Training.of(trained, data.batches().perEpoch(), parameters)),
        Optional.of(bench.rewiring.mask().empty().size()));
  }
}
