package org.tombola.lottery.run;

import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tombola.engine.Rng;
import org.tombola.lottery.arm.Arm;
import org.tombola.lottery.arm.Cell;
import org.tombola.lottery.arm.Start;
import org.tombola.lottery.ensemble.Ensemble;
import org.tombola.lottery.ensemble.Points;
import org.tombola.lottery.ensemble.Remainder;
import org.tombola.lottery.ensemble.Solutions;
import org.tombola.lottery.events.EventFile;
import org.tombola.nn.Weights;

/// One cell of an ensemble from start to result. It is seconds of work: there are no checkpoints,
/// and a cell that was interrupted is done again.
///
/// There is no validation set, and so no early stop.
///
/// @param events whether the curve of the loss is written for TensorBoard, [#POINTS] of it
record EnsembleTraining(EnsembleTask task, Laboratory laboratory, Progress progress, boolean events)
    implements CellWork {
  private static final int POINTS = 100;

  @Override
  public Result run(Cell cell) throws InterruptedException {
    long begin = System.nanoTime();
    CellFolder folder = laboratory.store().cell(cell);
    folder.clear();
    var seed = new Rng(cell.seed());
    Arm arm = laboratory.timeline().arms().named(cell.arm());
    Start start = arm.start(cell, laboratory);
    Ensemble networks = task.network(seed);
    start.weights().into(networks);
    start.mask().bind(networks);
    start.mask().write(folder.mask());
    progress.started(cell, 0);

    var remainder = Remainder.of(networks, start.mask());
    Points points = task.points(arm.settings(), seed);
    int planned = task.ensemble().steps();
    int units = remainder.few().size().units();
    long first = System.nanoTime();
    int steps;
    try (var curve = new Curve(folder, events ? Math.max(1, planned / POINTS) : 0)) {
      steps =
          task.descent(points, arm.settings(), units)
              .run(
                  remainder.few(),
                  (step, loss) -> {
                    curve.add(step, loss);
                    progress.step(cell, step);
                  });
    }
    double stepSeconds = (System.nanoTime() - first) * 1e-9 / steps;
    remainder.restore();

    Weights.of(networks).write(folder.weights());
    double accuracy = Solutions.of(networks, points).points();
    double test = Solutions.of(networks, task.test(seed)).points();
    long parameters = networks.parameters().mapToLong(p -> p.shape().size()).sum();
    return new Result(
        cell.arm(),
        cell.seed(),
        cell.level(),
        start.mask().density(),
        Optional.empty(),
        test,
        test,
        accuracy,
        (System.nanoTime() - begin) * 1e-9,
        Optional.of(new Result.Training(steps, parameters, stepSeconds, 0)),
        Optional.empty());
  }

  /// The loss over steps, as events.
  private static final class Curve implements AutoCloseable {
    private final int every;
    private final @Nullable EventFile file;

    /// @param every so many steps a point; 0 for none
    Curve(CellFolder folder, int every) {
      this.every = every;
      this.file = every > 0 ? EventFile.create(folder.path(), InstantSource.system()) : null;
    }

    void add(int step, float loss) {
      if (file != null && step % every == 0) {
        file.scalar("loss/train", step, loss);
      }
    }

    @Override
    public void close() {
      if (file != null) {
        file.close();
      }
    }
  }

  @Override
  public boolean isFinished(Cell cell) {
    return laboratory.store().cell(cell).isDone();
  }
}
