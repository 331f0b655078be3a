package org.tombola.lottery.cli;

import java.util.List;
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
  private int iterations;
  private @Nullable ProgressBar bar;
  private int cells;
  private int done;

  BarProgress(boolean unicode) {
    this.unicode = unicode;
  }

  @Override
  public synchronized void planned(List<Cell> all, List<Cell> finished, Plan plan) {
    iterations = plan.steps();
    cells = all.size();
    done = finished.size();
    bar =
        new ProgressBarBuilder()
            .setTaskName("training")
            .setInitialMax((long) (cells - done) * iterations)
            .setUnit(" steps", 1)
            .setStyle(unicode ? ProgressBarStyle.UNICODE_BLOCK : ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(250)
            .build();
  }

  @Override
  public synchronized void step(Cell cell, int step) {
    if (step % STRIDE == 0) {
      advance(STRIDE);
    } else if (step == iterations) {
      advance(iterations % STRIDE);
    }
  }

  @Override
  public synchronized void started(Cell cell, int done) {
    advance(done);
    tell(cell);
  }

  @Override
  public synchronized void finished(Result result) {
    done++;
    tell(result.cell());
  }

  @Override
  public synchronized void close() {
    if (bar != null) {
      bar.close();
    }
  }

  private void advance(int steps) {
    if (bar != null) {
      bar.stepBy(steps);
    }
  }

  private void tell(Cell latest) {
    if (bar != null) {
      bar.setExtraMessage(" %d of %d done, %s".formatted(done, cells, latest));
    }
  }
}
