package org.tombola.lottery.cli;

import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tombola.lottery.arm.Cell;
import org.tombola.lottery.run.Result;
import org.tombola.lottery.train.CurvePoint;
import org.tombola.lottery.train.Plan;

/// A line at the first evaluation after each epoch of a cell, and when the cell ends: short enough
/// for the log of a batch job, often enough to see that it goes on.
final class LineProgress implements RunProgress {

  private final PrintWriter out;
  // Epochs of each cell that have had their line.
  private final Map<Cell, Integer> told = new HashMap<>();
  private @Nullable Function<Cell, Plan> plans;
  private int planned;
  private int done;

  LineProgress(PrintWriter out) {
    this.out = out;
  }

  @Override
  public synchronized void planned(
      List<Cell> all, List<Cell> finished, Function<Cell, Plan> plans) {
    this.plans = plans;
    planned = all.size();
    done = finished.size();
    say("%d cells, %d of them finished already".formatted(planned, done));
  }

  @Override
  public synchronized void started(Cell cell, int done) {
    Plan plan = plan(cell);
    told.put(cell, done / plan.perEpoch());
    if (done > 0) {
      say("%s: goes on from the checkpoint at step %d of %d".formatted(cell, done, plan.steps()));
    }
  }

  @Override
  public synchronized void evaluated(Cell cell, CurvePoint at) {
    Plan plan = plan(cell);
    int epoch = at.step() / plan.perEpoch();
    if (epoch > told.getOrDefault(cell, 0) || at.step() == plan.steps()) {
      told.put(cell, epoch);
      say(
          String.format(
              Locale.ROOT,
              "%s: step %d of %d, epoch %.1f, training loss %.4f, validation loss %.4f, %.2f %%",
              cell,
              at.step(),
              plan.steps(),
              (double) at.step() / plan.perEpoch(),
              at.trainLoss(),
              at.validation().loss(),
              100 * at.validation().accuracy()));
    }
  }

  private Plan plan(Cell cell) {
    return Objects.requireNonNull(plans).apply(cell);
  }

  @Override
  public synchronized void finished(Result result) {
    done++;
    say(
        String.format(
            Locale.ROOT,
            "[%d/%d] %s: %.1f %% of the weights, %s%.2f %% at the end, %.1f s",
            done,
            planned,
            result.cell(),
            100 * result.density(),
            result.earlyStopStep().map(step -> earlyStop(step, result)).orElse(""),
            100 * result.testAccuracy(),
            result.seconds()));
  }

  private static String earlyStop(int step, Result result) {
    return String.format(
        Locale.ROOT,
        "early stop at step %d with %.2f %%, ",
        step,
        100 * result.earlyStopAccuracy());
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
