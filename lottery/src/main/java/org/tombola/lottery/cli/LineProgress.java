package org.tombola.lottery.cli;

import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tombola.lottery.arm.Cell;
import org.tombola.lottery.run.Result;
import org.tombola.lottery.train.Checkpoint;

/// A line at the first evaluation after each epoch of a cell, and when the cell ends: short enough
/// for the log of a batch job, often enough to see that it goes on.
final class LineProgress implements RunProgress {
  /// @param told epochs that have had their line
  private record Course(int steps, int epoch, int told) {}

  private final PrintWriter out;
  private final Map<Cell, Course> cells = new HashMap<>();
  private int planned;
  private int done;

  LineProgress(PrintWriter out) {
    this.out = out;
  }

  @Override
  public synchronized void planned(List<Cell> all, List<Cell> finished) {
    planned = all.size();
    done = finished.size();
    say("%d cells, %d of them finished already".formatted(planned, done));
  }

  @Override
  public synchronized void started(Cell cell, int steps, int epoch) {
    cells.put(cell, new Course(steps, epoch, 0));
  }

  @Override
  public synchronized void evaluated(Cell cell, Checkpoint at) {
    Course course = cells.get(cell);
    if (course == null) {
      return;
    }
    int epoch = at.step() / course.epoch();
    if (epoch > course.told() || at.step() == course.steps()) {
      cells.put(cell, new Course(course.steps(), course.epoch(), epoch));
      say(
          String.format(
              Locale.ROOT,
              "%s: step %d of %d, epoch %.1f, training loss %.4f, validation loss %.4f, %.2f %%",
              cell,
              at.step(),
              course.steps(),
              (double) at.step() / course.epoch(),
              at.trainLoss(),
              at.validation().loss(),
              100 * at.validation().accuracy()));
    }
  }

  @Override
  public synchronized void finished(Result result) {
    done++;
    say(
        String.format(
            Locale.ROOT,
            "[%d/%d] %s: %.1f %% of the weights, early stop at step %d with %.2f %%, %.2f %% at the"
                + " end, %.1f s",
            done,
            planned,
            result.cell(),
            100 * result.density(),
            result.earlyStopStep(),
            100 * result.earlyStopAccuracy(),
            100 * result.testAccuracy(),
            result.seconds()));
  }

  @Override
  public synchronized void failed(Cell cell, String reason) {
    say(cell + " failed: " + reason);
  }

  @Override
  public synchronized void skipped(Cell cell, Cell because) {
    say(cell + " not run: " + because + " failed");
  }

  @Override
  public void close() {
    out.flush();
  }

  private void say(String line) {
    out.println(line);
    out.flush();
  }
}
