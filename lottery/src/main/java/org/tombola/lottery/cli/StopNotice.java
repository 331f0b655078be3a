package org.tombola.lottery.cli;

import java.nio.file.Path;

/// What a person reads who stops a run by Ctrl-C or SIGTERM: that nothing finished is lost. While
/// it is open, a shutdown of this process prints it; the exit code is the signal's.
final class StopNotice implements AutoCloseable {
  private final Thread hook;

  private StopNotice(Thread hook) {
    this.hook = hook;
  }

  static StopNotice on(Terminal terminal, Path folder) {
    var hook =
        new Thread(
            () -> {
              // A bar stands in the line where the cursor is.
              String start = terminal.interactive() ? System.lineSeparator() : "";
              terminal
                  .err()
                  .println(
                      start
                          + "stopped: finished cells are kept in "
                          + folder
                          + ", the same command goes on from there");
              terminal.err().flush();
            });
    Runtime.getRuntime().addShutdownHook(hook);
    return new StopNotice(hook);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // The shutdown is under way and the line is being printed.
    }
  }
}
