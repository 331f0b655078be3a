package org.tombola.lottery.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tombola.datasets.DataSource;
import org.tombola.lottery.recipe.Identity;
import org.tombola.lottery.recipe.Recipe;
import org.tombola.lottery.recipe.RecipeCopy;
import org.tombola.lottery.recipe.Recipes;
import org.tombola.lottery.recipe.Settings;
import org.tombola.lottery.report.Report;
import org.tombola.lottery.run.Experiment;
import org.tombola.lottery.run.Outcome;
import org.tombola.lottery.run.RunOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `run`: an experiment from beginning to report. The same command again goes on where it stopped.
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Trains, prunes, rewinds, retrains and reports; resumes what is half done.",
    customSynopsis =
        "lottery run [RECIPE] [OPTIONS] [--set key=value ...]   (alone: lth-lenet, digits, quick)")
final class RunCommand implements Callable<Integer> {
  private static final String RECIPE = "lth-lenet";

  /// Failures that get a line of their own at the end.
  private static final int TOLD = 5;

  @Parameters(
      arity = "0..*",
      paramLabel = "[RECIPE]",
      hideParamSyntax = true,
      description = "What to run: see `list recipes`, or a YAML file (default: lth-lenet).")
  private List<String> words = new ArrayList<>();

  @Option(
      names = "--dataset",
      paramLabel = "D",
      description = "See `list datasets` (default: the recipe's).")
  private @Nullable String dataset;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "Where data lie: in DIR/<dataset name>, or in DIR.")
  private @Nullable Path dataDir;

  @Option(
      names = "--scale",
      paramLabel = "S",
      description = "smoke, quick or paper (default: quick, or the first that a file has).")
  private @Nullable String scale;

  @Option(names = "--seeds", paramLabel = "S", description = "Replicates: 0-4, or 0,3.")
  private @Nullable String seeds;

  @Option(
      names = "--levels",
      paramLabel = "N",
      description = "Pruning rounds after the dense network; 0: dense only.")
  private @Nullable String levels;

  @Option(names = "--arms", paramLabel = "A,B", description = "Which arms, see `list recipes`.")
  private @Nullable String arms;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Any setting of the recipe by its dotted key, as --dry-run lists them.")
  private Map<String, String> set = new LinkedHashMap<>();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The run folder (default: runs/<recipe>-<dataset>-<scale>-<hash>).")
  private @Nullable Path out;

  @Mixin private BackendOptions backend = new BackendOptions();

  @Option(names = "--threads", paramLabel = "N", description = "Threads of each cell (default: 1).")
  private int threads = 1;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "Cells at once (default: as many as fill the cores).")
  private @Nullable Integer jobs;

  @Option(
      names = "--tensorboard",
      negatable = true,
      fallbackValue = "true",
      description =
          "Write curves as event files into the cells too (default: if nothing is pruned).")
  private @Nullable Boolean tensorBoard;

  @Option(names = "--dry-run", description = "Print cells and settings, do nothing.")
  private boolean dryRun;

  @Spec private CommandSpec spec = CommandSpec.create();
  private final Terminal terminal;
  private final List<String> args;

  RunCommand(Terminal terminal, List<String> args) {
    this.terminal = terminal;
    this.args = args;
  }

  @Override
  public Integer call() throws Exception {
    Recipe recipe = recipe();
    String size = scale == null ? recipe.defaultScale() : scale;
    SequencedMap<String, String> overrides = overrides();
    Settings settings = recipe.settings(size, overrides);
    var experiment = Experiment.of(settings);
    Unused.sentences(settings, overrides.keySet(), dataDir != null).forEach(this::warn);
    String on = backend.name();
    Path folder = out == null ? defaultFolder(settings, size) : out;
    int cores = Runtime.getRuntime().availableProcessors();
    int atOnce = jobs == null ? RunOptions.jobsFor(threads, cores) : jobs;
    boolean events = tensorBoard == null ? settings.levels() == 0 : tensorBoard;
    var options = new RunOptions(on, threads, atOnce, source(), CommandText.of(args), events);
    if (dryRun) {
      DryRun.print(terminal.out(), experiment, folder, options);
      return 0;
    }
    Outcome outcome;
    // The bar must be gone before the report is printed.
    try (var _ = StopNotice.on(terminal, folder);
        var progress = RunProgress.on(terminal)) {
      outcome = experiment.run(folder, options, progress);
    }
    try {
      RecipeCopy.into(folder, recipeName());
      report(folder);
    } finally {
      // Also where the report cannot be written, and last, so that they are seen.
      failures(outcome, folder);
    }
    return outcome.complete() ? 0 : Failures.FAILED;
  }

  private void report(Path folder) throws IOException {
    var writer = terminal.out();
    Report report = Report.write(folder, terminal.style());
    writer.println();
    report.text().forEach(writer::println);
    writer.println();
    report.withoutImages().ifPresent(writer::println);
    writer.println("report: " + report.html());
  }

  /// A few lines, however many cells failed; `status` has them all.
  private void failures(Outcome outcome, Path folder) {
    var err = terminal.err();
    outcome.failures().stream()
        .limit(TOLD)
        .forEach(f -> err.println("error: " + f.cell() + " failed: " + f.reason()));
    if (outcome.failures().size() > TOLD) {
      err.println(
          "error: %d more cells failed; see: status %s"
              .formatted(outcome.failures().size() - TOLD, folder));
    }
    if (!outcome.skipped().isEmpty()) {
      err.println(
          "error: not run, because they start from a failed cell: %d (%s%s)"
              .formatted(
                  outcome.skipped().size(),
                  outcome.skipped().getFirst(),
                  outcome.skipped().size() > 1 ? " and others" : ""));
    }
  }

  /// A run fetches nothing by itself: that is `data get`.
  private DataSource source() {
    return DataCommand.source(dataDir).withWarnings(this::warn);
  }

  private void warn(String line) {
    terminal.err().println("warning: " + line);
  }

  private Recipe recipe() {
    return Recipes.named(recipeName());
  }

  private String recipeName() {
    List<String> named = words.stream().filter(word -> !isPair(word)).toList();
    if (named.size() > 1) {
      throw new ParameterException(
          spec.commandLine(),
          "one recipe at a time, not '%s' and '%s'".formatted(named.get(0), named.get(1)));
    }
    return named.isEmpty() ? RECIPE : named.getFirst();
  }

  private SequencedMap<String, String> overrides() {
    SequencedMap<String, String> overrides = new LinkedHashMap<>();
    put(overrides, "dataset", dataset);
    put(overrides, "seeds", seeds);
    put(overrides, "levels", levels);
    put(overrides, "arms", arms);
    overrides.putAll(set);
    words.stream()
        .filter(this::isPair)
        .map(word -> word.split("=", 2))
        .forEach(pair -> overrides.put(pair[0], pair[1]));
    return overrides;
  }

  /// Further pairs after one --set.
  private boolean isPair(String word) {
    return word.indexOf('=') > 0 && !set.isEmpty();
  }

  private static void put(Map<String, String> into, String key, @Nullable String value) {
    if (value != null) {
      into.put(key, value);
    }
  }

  /// The same settings name the same folder, so that the same command resumes. More seeds, levels
  /// or arms widen the run there.
  private static Path defaultFolder(Settings settings, String scale) {
    String hash = Identity.of(settings).hash("").substring(0, 8);
    // A folder of pictures is a path: its last name tells enough, the hash tells them apart.
    String data = settings.dataset().replaceFirst("[/\\\\]+$", "").replaceFirst(":.*[/\\\\]", ":");
    String name = "%s-%s-%s-%s".formatted(settings.recipe(), data, scale, hash);
    return Path.of("runs", name.replaceAll("[^\\w.-]", "-"));
  }
}
