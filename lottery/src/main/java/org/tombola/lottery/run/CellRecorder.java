package org.tombola.lottery.run;

import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.tombola.lottery.arm.Cell;
import org.tombola.lottery.events.EventFile;
import org.tombola.lottery.prune.Mask;
import org.tombola.lottery.train.Checkpoint;
import org.tombola.lottery.train.CurvePoint;
import org.tombola.lottery.train.Listener;
import org.tombola.nn.Weights;
import org.tombola.nn.optim.OptimizerState;

/// Writes down in the cell's folder what its trainer tells: the curve as lines and, if asked for,
/// as events, states and checkpoints; and passes it on to whoever watches the run.
final class CellRecorder implements Listener, AutoCloseable {
  private final Cell cell;
  private final CellFolder folder;
  private final StateKeeper states;
  private final CheckpointFile file;
  private final DoubleSupplier seconds;
  private final Progress progress;
  private final MetricsLog metrics;
  private final @Nullable EventFile events;

  private CellRecorder(
      Cell cell,
      StateKeeper states,
      CheckpointFile file,
      DoubleSupplier seconds,
      Progress progress,
      MetricsLog metrics,
      @Nullable EventFile events) {
    this.cell = cell;
    this.folder = states.folder();
    this.states = states;
    this.file = file;
    this.seconds = seconds;
    this.progress = progress;
    this.metrics = metrics;
    this.events = events;
  }

  /// @param states that other cells start from
  /// @param saved where the training goes on, if not at its start: what was written after that is
  ///   dropped
  /// @param seconds of work on the cell so far
  /// @throws RunRefused if a file cannot be written, or the metrics are shorter than they must be
  static CellRecorder of(
      Cell cell,
      StateKeeper states,
      CheckpointFile file,
      Optional<CheckpointFile.Saved> saved,
      DoubleSupplier seconds,
      Progress progress,
      boolean withEvents) {
    CellFolder folder = states.folder();
    long kept = saved.map(CheckpointFile.Saved::metricsBytes).orElse(0L);
    var metrics = MetricsLog.keeping(kept, folder.metrics());
    try {
      EventFile events =
          withEvents ? EventFile.create(folder.path(), InstantSource.system()) : null;
      if (events != null) {
        saved.ifPresent(from -> events.restart(from.checkpoint().step() + 1L));
      }
      return new CellRecorder(cell, states, file, seconds, progress, metrics, events);
    } catch (UncheckedIOException e) {
      metrics.close();
      throw unwritable(folder, e);
    }
  }

  @Override
  public void atStep(int step, float loss) {
    progress.step(cell, step);
  }

  @Override
  public void atEvaluation(CurvePoint point) {
    metrics.add(point);
    if (events != null) {
      try {
        events.scalar("loss/train", point.step(), point.trainLoss());
        events.scalar("loss/validation", point.step(), point.validation().loss());
        events.scalar("accuracy/validation", point.step(), point.validation().accuracy());
        events.scalar("learning-rate", point.step(), point.learningRate());
      } catch (UncheckedIOException e) {
        throw unwritable(folder, e);
      }
    }
    progress.evaluated(cell, point);
  }

  @Override
  public boolean wantsState(int step) {
    return states.wantsState(step);
  }

  @Override
  public void atState(int step, Weights weights, OptimizerState optimizer, Optional<Mask> mask) {
    states.atState(step, weights, optimizer, mask);
  }

  @Override
  public void atCheckpoint(Checkpoint checkpoint) {
    file.write(new CheckpointFile.Saved(checkpoint, metrics.sync(), seconds.getAsDouble()));
  }

  @Override
  public void close() {
    metrics.close();
    if (events != null) {
      events.close();
    }
  }

  private static RunRefused unwritable(CellFolder folder, UncheckedIOException e) {
    return RunRefused.unwritable(folder.path(), Objects.requireNonNull(e.getCause()));
  }
}
