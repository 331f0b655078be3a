package org.tombola.lottery.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// The command line. Exit codes: 0 done, 1 failed, 2 not understood. It never asks a question.
@Command(
    name = "lottery",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Looks for winning tickets: train, prune, rewind, retrain, compare.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  java -jar lottery.jar run                      a first experiment, some minutes",
      "  java -jar lottery.jar run --dataset mnist --scale paper --seeds 0-2 --arms ticket,reinit",
      "  java -jar lottery.jar report runs/...          the figures of a finished run again",
    })
public final class Main implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  private final Terminal terminal;

  private Main(Terminal terminal) {
    this.terminal = terminal;
  }

  public static void main(String[] args) {
    // Nothing here shows a window: figures are drawn into files.
    System.setProperty("java.awt.headless", "true");
    System.exit(execute(Terminal.ofProcess(), args));
  }

  /// Runs a command in this process, as a program without a terminal would see it.
  static int execute(String[] args, PrintWriter out, PrintWriter err) {
    return execute(Terminal.plain(out, err), args);
  }

  private static int execute(Terminal terminal, String[] args) {
    int code;
    try {
      code = commandLine(terminal, List.of(args)).execute(args);
    } catch (OutOfMemoryError | LinkageError e) {
      // picocli passes on exceptions only.
      code = new Failures(terminal).report(e);
    }
    terminal.out().flush();
    terminal.err().flush();
    return code;
  }

  /// @param args kept for the provenance of a run
  static CommandLine commandLine(Terminal terminal, List<String> args) {
    var failures = new Failures(terminal);
    var line =
        new CommandLine(new Main(terminal))
            .addSubcommand("run", new RunCommand(terminal, args))
            .addSubcommand("list", new ListCommand(terminal))
            .addSubcommand("status", new StatusCommand(terminal))
            .addSubcommand("report", new ReportCommand(terminal))
            .addSubcommand("claims", new ClaimsCommand(terminal))
            .addSubcommand("masks", MasksCommand.commandLine(terminal))
            .addSubcommand("data", DataCommand.commandLine(terminal))
            .addSubcommand("doctor", new DoctorCommand(terminal))
            .addSubcommand("throughput", new ThroughputCommand(terminal))
            .addSubcommand("gpu-check", new GpuCheckCommand(terminal))
            .addSubcommand("export", new ExportCommand(terminal))
            .addSubcommand("import", new ImportCommand(terminal))
            .addSubcommand("inspect", new InspectCommand(terminal))
            .addSubcommand("predict", new PredictCommand(terminal));
    ArgumentTypes.register(line);
    return line.setOut(terminal.out())
        .setErr(terminal.err())
        .setUsageHelpAutoWidth(false)
        .setUsageHelpWidth(100)
        .setParameterExceptionHandler(failures)
        .setExecutionExceptionHandler(failures);
  }

  /// Without a command: the short help.
  @Override
  public Integer call() {
    spec.commandLine().usage(terminal.out());
    return CommandLine.ExitCode.OK;
  }
}
