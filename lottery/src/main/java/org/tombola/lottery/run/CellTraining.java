package org.tombola.lottery.run;

import org.tombola.datasets.Splits;
import org.tombola.engine.Rng;
import org.tombola.lottery.arm.Arms;
import org.tombola.lottery.arm.Cell;
import org.tombola.lottery.arm.Start;
import org.tombola.lottery.train.Checkpoint;
import org.tombola.lottery.train.Evaluator;
import org.tombola.lottery.train.Listener;
import org.tombola.lottery.train.Trainer;
import org.tombola.nn.Module;
import org.tombola.nn.Weights;

/// One cell from start to result: the arm's start, training, evaluation, files. The result is
/// written by [RunStore#finish].
///
/// Split and order of the data come from the seed alone and are the same in every arm and level.
record CellTraining(Laboratory laboratory, Progress progress) {
  /// @throws org.tombola.lottery.train.TrainingDiverged if a loss is no finite number
  /// @throws InterruptedException if the thread was interrupted
  Result run(Cell cell) throws InterruptedException {
    long begin = System.nanoTime();
    var settings = laboratory.settings();
    CellFolder folder = laboratory.store().cell(cell);
    folder.clear();
    int examples = laboratory.data().train().size() - settings.data().validation();
    progress.started(cell, settings.train().iterations(), examples / settings.train().batch());

    Start start = Arms.named(cell.arm()).start(cell, laboratory);
    start.mask().write(folder.mask());
    var seed = new Rng(cell.seed());
    Module network = laboratory.network(seed);
    start.weights().into(network);
    start.mask().bind(network);

    var data = laboratory.data();
    Splits splits = Splits.of(data.train(), settings.data().validation(), seed);
    try (var metrics = new MetricsLog(folder.metrics())) {
      var trainer =
          new Trainer(
              network,
              settings.train(),
              splits.train(),
              Evaluator.resident(splits.validation()),
              seed,
              listener(cell, metrics));
      var earlyStop = trainer.run();

      Weights last = Weights.of(network);
      var test = Evaluator.streaming(data.test());
      double testAccuracy = test.evaluate(network).accuracy();
      double trainAccuracy = Evaluator.streaming(splits.train()).evaluate(network).accuracy();
      earlyStop.weights().into(network);
      double earlyStopAccuracy = test.evaluate(network).accuracy();

      last.write(folder.weights());
      earlyStop.weights().write(folder.earlyStop());
      return new Result(
          cell.arm(),
          cell.seed(),
          cell.level(),
          start.mask().density(),
          earlyStop.step(),
          earlyStopAccuracy,
          testAccuracy,
          trainAccuracy,
          (System.nanoTime() - begin) * 1e-9);
    }
  }

  private Listener listener(Cell cell, MetricsLog metrics) {
    return new Listener() {
      @Override
      public void atStep(int step, float loss) {
        progress.step(cell, step);
      }

      @Override
      public void atEvaluation(Checkpoint checkpoint) {
        metrics.add(checkpoint);
        progress.evaluated(cell, checkpoint);
      }
    };
  }
}
