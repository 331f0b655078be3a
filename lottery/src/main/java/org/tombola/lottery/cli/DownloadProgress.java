package org.tombola.lottery.cli;

import java.util.HashMap;
import java.util.Map;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.tombola.datasets.Progress;

/// How downloads show that they go on: a bar a file for a person, a line a file for a log.
final class DownloadProgress implements Progress, AutoCloseable {
  private final Terminal terminal;
  private final Map<String, ProgressBar> bars = new HashMap<>();
  private String latest = "";

  private DownloadProgress(Terminal terminal) {
    this.terminal = terminal;
  }

  static DownloadProgress on(Terminal terminal) {
    return new DownloadProgress(terminal);
  }

  @Override
  public void at(String file, long done, long total) {
    if (terminal.interactive()) {
      ProgressBar bar = bars.computeIfAbsent(file, this::bar);
      bar.maxHint(total);
      bar.stepTo(done);
    } else if (!file.equals(latest)) {
      latest = file;
      terminal
          .out()
          .println("downloading " + file + (total < 0 ? "" : ", %d bytes".formatted(total)));
    }
  }

  private ProgressBar bar(String file) {
    return new ProgressBarBuilder()
        .setTaskName(file)
        .setInitialMax(-1)
        .setUnit(" kB", 1000)
        .setStyle(
            terminal.style().unicode() ? ProgressBarStyle.UNICODE_BLOCK : ProgressBarStyle.ASCII)
        .build();
  }

  @Override
  public void close() {
    bars.values().forEach(ProgressBar::close);
  }
}
