package org.tombola.lottery.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.tombola.lottery.run.RunStatus;
import org.tombola.lottery.run.RunStatus.State;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `status`: how far a run is. Looks only; a run that goes on is not disturbed.
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Cells of a run: done, running, failed, missing.")
final class StatusCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "A run folder.")
  private Path folder = Path.of("");

  private final Terminal terminal;

  StatusCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    var status = RunStatus.of(folder);
    var out = terminal.out();
    for (RunStatus.Line line : status.lines()) {
      String detail = line.detail().isEmpty() ? "" : ": " + line.detail();
      out.println("%-8s %s%s".formatted(name(line.state()), line.cell(), detail));
    }
    var counts = new StringBuilder();
    for (State state : State.values()) {
      counts.append(counts.isEmpty() ? "" : ", ");
      counts.append(status.count(state)).append(' ').append(name(state));
    }
    out.println(counts);
    if (!status.holder().isEmpty()) {
      out.println("in use by " + status.holder());
    }
    return 0;
  }

  private static String name(State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
