package org.tombola.lottery.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.tombola.lottery.report.Report;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `report`: the page and the figures of a run, finished or not.
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = "Writes DIR/report.html and DIR/figures, prints the summary table.")
final class ReportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "A run folder.")
  private Path folder = Path.of("");

  private final Terminal terminal;

  ReportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Report report = Report.write(folder, terminal.style());
    report.text().forEach(terminal.out()::println);
    terminal.out().println();
    report.withoutImages().ifPresent(terminal.out()::println);
    terminal.out().println("report: " + report.html());
    return 0;
  }
}
