package org.tombola.lottery.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tombola.datasets.DataSource;
import org.tombola.datasets.Datasets;
import org.tombola.datasets.FileCheck;
import org.tombola.datasets.Listing;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `data get|list|verify`: the files of the data sets.
@Command(
    name = "data",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "(get|list|verify)",
    description = "Fetches, lists and checks the files of data sets.")
final class DataCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  private DataCommand() {}

  static CommandLine commandLine(Terminal terminal) {
    return new CommandLine(new DataCommand())
        .addSubcommand("get", new Get(terminal))
        .addSubcommand("list", new ListAll(terminal))
        .addSubcommand("verify", new Verify(terminal));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "data needs one of get, list, verify");
  }

  /// Downloads what the cache lacks.
  @Command(
      name = "get",
      mixinStandardHelpOptions = true,
      description = "Downloads what the cache folder lacks; goes on with what is half done.")
  static final class Get implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "See `list datasets`.")
    private String name = "";

    private final Terminal terminal;

    Get(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public Integer call() {
      Datasets.check(name);
      var where = DataSource.standard();
      try (var progress = DownloadProgress.on(terminal)) {
        var fetched = Datasets.get(name, where.cache(), progress);
        fetched.forEach(file -> terminal.out().println("downloaded " + file));
        if (fetched.isEmpty()) {
          terminal.out().println(name + ": nothing to download");
        }
      }
      return 0;
    }
  }

  /// Every data set and where it is.
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Every data set, and where its files are.")
  static final class ListAll implements Callable<Integer> {
    @Option(
        names = "--data-dir",
        paramLabel = "DIR",
        description = "Where data lie: in DIR/<dataset name>, or in DIR.")
    private @Nullable Path dataDir;

    private final Terminal terminal;

    ListAll(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public Integer call() {
      for (Listing each : Datasets.list(source(dataDir))) {
        terminal
            .out()
            .println("%-14s %s; %s".formatted(each.name(), each.description(), place(each)));
      }
      return 0;
    }
  }

  /// Compares files with their published checksums.
  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description = "Compares the files of a data set with their published checksums.")
  static final class Verify implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "See `list datasets`.")
    private String name = "";

    @Option(
        names = "--data-dir",
        paramLabel = "DIR",
        description = "Where data lie: in DIR/<dataset name>, or in DIR.")
    private @Nullable Path dataDir;

    private final Terminal terminal;

    Verify(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public Integer call() {
      Datasets.check(name);
      var checks = Datasets.verify(name, source(dataDir));
      for (FileCheck check : checks) {
        terminal.out().println(line(check));
      }
      if (checks.isEmpty()) {
        terminal.out().println(name + " is part of the program, it has no files");
      }
      return checks.stream().allMatch(Verify::good) ? 0 : Failures.FAILED;
    }

    private static String line(FileCheck check) {
      String state = check.state().name().toLowerCase(Locale.ROOT);
      return switch (check.state()) {
        case CORRECT, MISSING -> check.file() + ": " + state;
        case UNCOMPRESSED ->
            check.file() + ": uncompressed, there is no published checksum to compare with";
        case DIFFERS ->
            "%s: %s, expected %s, found %s"
                .formatted(check.file(), state, check.expected(), check.found());
      };
    }

    private static boolean good(FileCheck check) {
      return switch (check.state()) {
        case CORRECT, UNCOMPRESSED -> true;
        case DIFFERS, MISSING -> false;
      };
    }
  }

  static DataSource source(@Nullable Path dataDir) {
    var standard = DataSource.standard();
    return dataDir == null ? standard : standard.withDirectory(dataDir);
  }

  static String place(Listing listing) {
    return listing
        .folder()
        .map(folder -> (listing.present() ? "in " : "not in ") + folder)
        .orElse("part of the program");
  }
}
