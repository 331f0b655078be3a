package org.tombola.lottery.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import org.tombola.lottery.arm.Cell;
import org.tombola.lottery.run.Result;
import org.tombola.lottery.train.Plan;

/// One bar over the training steps of all cells still to do, with the time left and the latest
/// cell.
final class BarProgress implements RunProgress {
  /// Steps between two updates; the bar redraws itself far less often than a step takes.
  private static final int STRIDE = 10;

  private final boolean unicode;
  private @Nullable Function<Cell, Plan> plans;
  // The step of each cell up to which the bar has gone.
  private final Map<Cell, Integer> shown = new HashMap<>();
  private @Nullable ProgressBar bar;
  private int cells;
  private int done;

  BarProgress(boolean unicode) {
    this.unicode = unicode;
  }

  @Override
  public synchronized void planned(
      List<Cell> all, List<Cell> finished, Function<Cell, Plan> plans) {
    this.plans = plans;
    cells = all.size();
    done = finished.size();
    bar =
        new ProgressBarBuilder()
            .setTaskName("training")
            .setInitialMax(steps(all) - steps(finished))
            .setUnit(" steps", 1)
            .setStyle(unicode ? ProgressBarStyle.UNICODE_BLOCK : ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(250)
            .build();
  }

  @Override
  public synchronized void step(Cell cell, int step) {
    if (step % STRIDE == 0) {
      show(cell, step);
    }
  }

  @Override
  public synchronized void started(Cell cell, int done) {
    show(cell, done);
    tell(cell);
  }

  @Override
  public synchronized void finished(Result result) {
    done++;
    show(result.cell(), plan(result.cell()).steps());
    tell(result.cell());
  }

  @Override
  public synchronized void close() {
    if (bar != null) {
      bar.close();
    }
  }

  private long steps(List<Cell> of) {
    return of.stream().mapToLong(cell -> plan(cell).steps() - plan(cell).from()).sum();
  }

  private Plan plan(Cell cell) {
    return Objects.requireNonNull(plans).apply(cell);
  }

  /// Moves the bar on by what the cell did since.
  private void show(Cell cell, int step) {
    int before = shown.getOrDefault(cell, plan(cell).from());
    if (bar != null && step > before) {
      bar.stepBy(step - before);
      shown.put(cell, step);
    }
  }

  private void tell(Cell latest) {
    if (bar != null) {
      bar.setExtraMessage(" %d of %d done, %s".formatted(done, cells, latest));
    }
  }
}
