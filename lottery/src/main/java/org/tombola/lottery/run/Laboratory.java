package org.tombola.lottery.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.tombola.engine.Rng;
import org.tombola.lottery.analysis.Snapshot;
import org.tombola.lottery.arm.Cell;
import org.tombola.lottery.arm.Sources;
import org.tombola.lottery.arm.Start;
import org.tombola.lottery.prune.Mask;
import org.tombola.lottery.prune.Pruning;
import org.tombola.lottery.recipe.ArmSettings;
import org.tombola.lottery.recipe.Moment;
import org.tombola.lottery.recipe.Settings;
import org.tombola.lottery.train.Plan;
import org.tombola.nn.Module;
import org.tombola.nn.Weights;
import org.tombola.nn.WeightsException;
import org.tombola.nn.optim.OptimizerState;

/// What the arms build on, from the task's networks and the finished cells of a run.
///
/// Networks are made on the current backend. Initial weights are drawn anew each time, a function
/// of seed and parameter name: there is no copy that training could change.
///
/// @param task makes the networks
/// @param timeline when the moments are that arms name
record Laboratory(Settings settings, Task task, RunStore store, Timeline timeline)
    implements Sources {
  /// A network with weights drawn from `rng`.
  Module network(Rng rng) {
    return task.network(rng);
  }

  @Override
  public Weights init(int seed) {
    return Weights.of(network(new Rng(seed)));
  }

  @Override
  public Weights redrawn(int seed, String stream) {
    return Weights.of(network(new Rng(new Rng(seed).stream(stream).bits(0))));
  }

  @Override
  public Weights weights(Cell cell, Moment at) {
    int step = timeline.step(cell, at);
    Plan plan = timeline.plan(cell);
    CellFolder folder = store.cell(cell);
    if (step == plan.from()) {
      return timeline.arms().named(cell.arm()).start(cell, this).weights();
    } else if (step == plan.steps()) {
      return fitting(folder, folder.weights(), () -> Weights.read(folder.weights()));
    }
    RewindPoint point = point(cell, step);
    return fitting(folder, point.path(), point::weights);
  }

  @Override
  public OptimizerState optimizer(Cell cell, Moment at) {
    RewindPoint point = point(cell, timeline.step(cell, at));
    return checked(store.cell(cell), point.path(), point::optimizer);
  }

  /// A cell's network at its start, at some moments, and at its end.
  ///
  /// @param end the last weights, and `mask` the last mask
  /// @param moments at which its states were kept; those outside of its training are left out
  List<Snapshot> course(Cell cell, Weights end, Mask mask, List<Moment> moments) {
    Plan plan = timeline.plan(cell);
    Start start = timeline.arms().named(cell.arm()).start(cell, this);
    var course = new ArrayList<Snapshot>();
    course.add(new Snapshot(plan.from(), start.weights(), start.mask()));
    for (int step : timeline.inside(cell, moments)) {
      RewindPoint point = point(cell, step);
      CellFolder folder = store.cell(cell);
      Mask then = checked(folder, point.path(), point::mask).orElse(mask);
      course.add(new Snapshot(step, fitting(folder, point.path(), point::weights), then));
    }
    course.add(new Snapshot(plan.steps(), end, mask));
    return course;
  }

  /// The learning rate that a cell's schedule changes.
  double rate(Cell cell) {
    double scale = timeline.arms().named(cell.arm()).settings().schedule().scale();
    return settings.train().optimizer().lr() * scale;
  }

  private RewindPoint point(Cell cell, int step) {
    RewindPoint point = store.cell(cell).state(step);
    if (!Files.exists(point.path())) {
      throw new RunRefused(
          "the training of %s ended before step %d, from which this one starts; set train.patience=0"
              .formatted(cell, step));
    }
    return point;
  }

  private Weights fitting(CellFolder folder, Path file, Supplier<Weights> reading) {
    return checked(
        folder,
        file,
        () -> {
          Weights read = reading.get();
          read.into(network(new Rng(0)));
          return read;
        });
  }

  @Override
  public Mask mask(Cell cell) {
    CellFolder folder = store.cell(cell);
    return checked(
        folder,
        folder.mask(),
        () -> {
          Mask mask = Mask.read(folder.mask());
          mask.requireLike(dense());
          return mask;
        });
  }

  /// What an earlier cell left is an input like any other: read, and compared with the network.
  private static <T> T checked(CellFolder folder, Path file, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (WeightsException e) {
      String message = String.valueOf(e.getMessage());
      boolean named = message.startsWith(file.toString());
      throw folder.damaged(named ? e : new WeightsException(file + ": " + message, e));
    }
  }

  @Override
  public Mask dense() {
    return Mask.dense(network(new Rng(0)));
  }

  @Override
  public Pruning pruning(ArmSettings arm, int seed) {
    return task.pruning(arm, new Rng(seed));
  }
}
