package org.tombola.lottery.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tombola.lottery.report.Report;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `report`: the page and the figures of a run, finished or not, or of several beside each other.
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description =
        "Writes report.html and figures, prints the summary table; compares several runs.")
final class ReportCommand implements Callable<Integer> {
  private static final Path COMPARISON = Path.of("comparison");

  @Parameters(arity = "1..*", paramLabel = "DIR", description = "Run folders.")
  private List<Path> folders = List.of();

  @Option(
      names = "--out",
      paramLabel = "OUT",
      description = "Where the report goes (default: DIR; of several runs, ./comparison).")
  private @Nullable Path out;

  private final Terminal terminal;

  ReportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Report report = Report.write(folders, folder(), terminal.style());
    report.text().forEach(terminal.out()::println);
    terminal.out().println();
    report.withoutImages().ifPresent(terminal.out()::println);
    terminal.out().println("report: " + report.html());
    return 0;
  }

  private Path folder() {
    if (out != null) {
      return out;
    }
    return folders.size() == 1 ? folders.getFirst() : COMPARISON;
  }
}
