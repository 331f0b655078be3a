package org.tombola.lottery.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.Objects;
import org.tombola.datasets.DatasetException;
import org.tombola.engine.EngineException;
import org.tombola.engine.UnknownName;
import org.tombola.lottery.recipe.InvalidSettings;
import org.tombola.lottery.report.ReportException;
import org.tombola.lottery.run.RunRefused;
import org.tombola.nn.BadSetting;
import org.tombola.nn.WeightsException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// What a person sees when something goes wrong: `error:` and a line that names what, where and
/// what to do. A stack trace only where the environment variable [#TRACE] asks for one.
///
/// Exit code 2 when the command line itself cannot be meant, 1 when the work failed.
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
  static final String TRACE = "TOMBOLA_TRACE";
  static final int FAILED = CommandLine.ExitCode.SOFTWARE;
  static final int USAGE = CommandLine.ExitCode.USAGE;

  private final Terminal terminal;

  Failures(Terminal terminal) {
    this.terminal = terminal;
  }

  /// The parser did not understand.
  @Override
  public int handleParseException(ParameterException e, String[] args) {
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    say(understood(e));
    terminal.err().println("See: " + command + " --help");
    trace(e);
    return USAGE;
  }

  /// A command threw.
  @Override
  public int handleExecutionException(Exception e, CommandLine line, ParseResult parsed) {
    return report(e);
  }

  /// Says it and returns the exit code.
  int report(Throwable e) {
    say(message(e));
    trace(e);
    return isUsage(e) ? USAGE : FAILED;
  }

  private static boolean isUsage(Throwable e) {
    return e instanceof UnknownName || e instanceof InvalidSettings || e instanceof BadSetting;
  }

  /// One or few lines for any exception.
  static String message(Throwable e) {
    return switch (e) {
      case UnknownName known -> text(known);
      case InvalidSettings known -> text(known);
      case BadSetting known -> text(known);
      case EngineException known -> text(known);
      case DatasetException known -> text(known);
      case WeightsException known -> text(known);
      case RunRefused known -> text(known);
      case ReportException known -> text(known);
      case ParameterException known -> text(known);
      case UncheckedIOException io -> inputOutput(Objects.requireNonNull(io.getCause()));
      case IOException io -> inputOutput(io);
      case InterruptedException _ -> "interrupted; the same command goes on where it stopped";
      case OutOfMemoryError _ ->
          "out of memory; use fewer --jobs or a smaller batch, or set TOMBOLA_JAVA_OPTS=-Xmx8g";
      default -> "unexpected %s; %s=1 shows where".formatted(e, TRACE);
    };
  }

  private static String text(RuntimeException e) {
    return String.valueOf(e.getMessage());
  }

  private static String inputOutput(IOException e) {
    String reason = RunRefused.reason(e);
    return e instanceof FileSystemException file ? file.getFile() + ": " + reason : reason;
  }

  /// For a word the parser could not place, the nearest command or option.
  private static String understood(ParameterException e) {
    var spec = e.getCommandLine().getCommandSpec();
    if (e instanceof UnmatchedArgumentException unmatched) {
      String word = unmatched.getUnmatched().getFirst().replaceFirst("=.*", "");
      if (word.startsWith("-")) {
        return text(new UnknownName("option", word, spec.optionsMap().keySet()));
      } else if (!spec.subcommands().isEmpty()) {
        return text(new UnknownName("command", word, spec.subcommands().keySet()));
      }
      return "'" + word + "' is one argument too many";
    } else if (e.getMessage() != null && e.getMessage().startsWith("Value for option option")) {
      // picocli's wording for a --set without an equals sign.
      return e.getMessage().replace("Value for option option", "the value of");
    }
    return text(e).replaceFirst("^Error: ", "");
  }

  private void say(String message) {
    terminal.err().println("error: " + message);
  }

  private void trace(Throwable e) {
    if (System.getenv(TRACE) != null) {
      e.printStackTrace(terminal.err());
    }
  }
}
