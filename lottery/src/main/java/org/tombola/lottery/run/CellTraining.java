package org.tombola.lottery.run;

import java.nio.file.Files;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.tombola.engine.Rng;
import org.tombola.lottery.arm.Arms;
import org.tombola.lottery.arm.Cell;
import org.tombola.lottery.arm.Start;
import org.tombola.lottery.recipe.Identity;
import org.tombola.lottery.train.Checkpoint;
import org.tombola.lottery.train.Evaluator;
import org.tombola.lottery.train.Trainer;
import org.tombola.nn.Module;
import org.tombola.nn.Weights;
import org.tombola.nn.WeightsException;

/// One cell from start, or from its checkpoint, to result: the arm's start, training, evaluation,
/// files. The result is written by [RunStore#finish].
///
/// The data come from the seed alone and are the same in every arm and level.
///
/// @param events whether curves are written for TensorBoard too
record CellTraining(Laboratory laboratory, Progress progress, boolean events) {
  /// @throws org.tombola.lottery.train.TrainingDiverged if a loss is no finite number
  /// @throws RunRefused if the checkpoint cannot be gone on from; it stays where it is
  /// @throws InterruptedException if the thread was interrupted
  Result run(Cell cell) throws InterruptedException {
    var settings = laboratory.settings();
    CellFolder folder = laboratory.store().cell(cell);
    var file = new CheckpointFile(folder.checkpoint(), Identity.of(settings), cell.toString());
    var saved = Optional.<CheckpointFile.Saved>empty();
    if (Files.exists(file.path())) {
      saved = Optional.of(file.read());
      folder.retry();
    } else {
      folder.clear();
    }
    long begin = System.nanoTime();
    double before = saved.map(CheckpointFile.Saved::seconds).orElse(0.0);
    DoubleSupplier seconds = () -> before + (System.nanoTime() - begin) * 1e-9;

    Start start = Arms.named(cell.arm()).start(cell, laboratory);
    start.mask().write(folder.mask());
    var seed = new Rng(cell.seed());
    Module network = laboratory.network(seed);
    start.weights().into(network);
    start.mask().bind(network);

    var data = TrainingData.of(laboratory.data(), settings, seed);
    try (var recorder = CellRecorder.of(cell, folder, file, saved, seconds, progress, events)) {
      var trainer =
          new Trainer(
              network,
              settings.train(),
              data.batches(),
              Evaluator.often(data.validation()),
              recorder);
      saved.ifPresent(from -> resume(trainer, from.checkpoint(), file));
      progress.started(cell, saved.map(from -> from.checkpoint().step()).orElse(0));
      var trained = trainer.run();
      var earlyStop = trained.earlyStop();

      Weights last = Weights.of(network);
      var test = Evaluator.streaming(data.test());
      double testAccuracy = test.evaluate(network).accuracy();
      double trainAccuracy = Evaluator.streaming(data.train()).evaluate(network).accuracy();
      earlyStop.weights().into(network);
      double earlyStopAccuracy = test.evaluate(network).accuracy();

      last.write(folder.weights());
      earlyStop.weights().write(folder.earlyStop());
      long parameters = network.parameters().mapToLong(p -> p.shape().size()).sum();
      return new Result(
          cell.arm(),
          cell.seed(),
          cell.level(),
          start.mask().density(),
          earlyStop.step(),
          earlyStopAccuracy,
          testAccuracy,
          trainAccuracy,
          seconds.getAsDouble(),
          Optional.of(Result.Training.of(trained, data.batches().perEpoch(), parameters)));
    }
  }

  private static void resume(Trainer trainer, Checkpoint from, CheckpointFile file) {
    try {
      trainer.resume(from);
    } catch (WeightsException e) {
      throw file.refused(e);
    }
  }
}
