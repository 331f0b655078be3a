package org.tombola.lottery.run;

import java.util.Optional;
import org.tombola.engine.Rng;
import org.tombola.lottery.arm.Cell;
import org.tombola.lottery.arm.Start;
import org.tombola.lottery.ensemble.Descent;
import org.tombola.lottery.ensemble.Ensemble;
import org.tombola.lottery.ensemble.Points;
import org.tombola.lottery.ensemble.Solutions;
import org.tombola.nn.Weights;

/// One cell of an ensemble from start to result. It is seconds of work: there are no checkpoints,
/// and a cell that was interrupted is done again.
///
/// There is no validation set and so no early stop: the result names the last step for it.
record EnsembleTraining(EnsembleTask task, Laboratory laboratory, Progress progress)
    implements CellWork {
  @Override
  public Result run(Cell cell) throws InterruptedException {
    long begin = System.nanoTime();
    CellFolder folder = laboratory.store().cell(cell);
    folder.clear();
    var seed = new Rng(cell.seed());
    Start start = laboratory.timeline().arms().named(cell.arm()).start(cell, laboratory);
    Ensemble networks = task.network(seed);
    start.weights().into(networks);
    start.mask().bind(networks);
    start.mask().write(folder.mask());
    progress.started(cell, 0);

    Points points = Points.of(task.batches(seed));
    int steps = task.ensemble().steps();
    long first = System.nanoTime();
    new Descent(points, steps, task.ensemble().rate())
        .run(networks, step -> progress.step(cell, step));
    double stepSeconds = (System.nanoTime() - first) * 1e-9 / steps;

    Weights.of(networks).write(folder.weights());
    double accuracy = Solutions.of(networks, points).points();
    long parameters = networks.parameters().mapToLong(p -> p.shape().size()).sum();
    return new Result(
        cell.arm(),
        cell.seed(),
        cell.level(),
        start.mask().density(),
        steps,
        accuracy,
        accuracy,
        accuracy,
        (System.nanoTime() - begin) * 1e-9,
        Optional.of(new Result.Training(steps, parameters, stepSeconds, 0)));
  }

  @Override
  public boolean isFinished(Cell cell) {
    return laboratory.store().cell(cell).isDone();
  }
}
