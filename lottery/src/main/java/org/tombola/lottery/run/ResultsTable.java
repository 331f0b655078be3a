package org.tombola.lottery.run;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tombola.lottery.arm.Cell;
import org.tombola.lottery.recipe.Settings;
import org.tombola.lottery.run.Result.Training;

/// `results.csv`: a row a finished cell, sorted by arm (alphabetically), seed, level. Numbers are
/// written the same on every machine; names hold no comma and need no quotes. The last three
/// columns are times.
final class ResultsTable {
  static final String FILE = "results.csv";

  static final String HEADER =
      "recipe,dataset,network,arm,seed,level,density,early_stop_step,early_stop_accuracy,test_accuracy,train_accuracy,steps,parameters,empty_layers,seconds,epoch_seconds,data_share\n";

  /// The order of rows, and of cells wherever they are listed.
  static final Comparator<Cell> ORDER =
      Comparator.comparing(Cell::arm).thenComparingInt(Cell::seed).thenComparingInt(Cell::level);

  private ResultsTable() {}

  /// @param results sorted by [#ORDER]
  static String csv(Settings settings, List<Result> results) {
    var text = new StringBuilder(HEADER);
    for (Result r : results) {
      text.append(
          String.format(
              Locale.ROOT,
              "%s,%s,%s,%s,%d,%d,%.8f,%s,%.6f,%.6f,%.6f,%s,%s,%s,%.2f,%s,%s%n",
              settings.recipe(),
              quoted(settings.dataset()),
              settings.network(),
              r.arm(),
              r.seed(),
              r.level(),
              r.density(),
              cell("%d", r.earlyStopStep()),
              r.earlyStopAccuracy(),
              r.testAccuracy(),
              r.trainAccuracy(),
              cell("%d", r.training().map(Training::steps)),
              cell("%d", r.training().map(Training::parameters)),
              cell("%d", r.emptyLayers()),
              r.seconds(),
              cell("%.3f", r.training().map(Training::epochSeconds)),
              cell("%.4f", r.training().map(Training::dataShare))));
    }
    return text.toString().replace("\r", "");
  }

  /// As CSV has it: quotes around what holds a comma or a quote, and quotes in it doubled.
  private static String quoted(String text) {
    return text.contains(",") || text.contains("\"")
        ? '"' + text.replace("\"", "\"\"") + '"'
        : text;
  }

  /// Empty where it is not known.
  private static String cell(String format, Optional<? extends Number> value) {
    return value.map(v -> String.format(Locale.ROOT, format, v)).orElse("");
  }
}
