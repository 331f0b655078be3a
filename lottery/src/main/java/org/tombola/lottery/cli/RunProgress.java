package org.tombola.lottery.cli;

import org.tombola.lottery.run.Progress;

/// How a run shows that it goes on: bars for a person, lines for a log.
interface RunProgress extends Progress, AutoCloseable {
  static RunProgress on(Terminal terminal) {
    return terminal.interactive()
        ? new BarProgress(terminal.style().unicode())
        : new LineProgress(terminal.out());
  }

  @Override
  void close();
}
