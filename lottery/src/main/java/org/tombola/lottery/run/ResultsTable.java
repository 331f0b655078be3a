package org.tombola.lottery.run;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.tombola.lottery.arm.Cell;
import org.tombola.lottery.recipe.Settings;

/// `results.csv`: a row a finished cell, sorted by arm (alphabetically), seed, level. Numbers are
/// written the same on every machine; names hold no comma and need no quotes.
final class ResultsTable {
  static final String FILE = "results.csv";

  static final String HEADER =
      "recipe,dataset,network,arm,seed,level,density,early_stop_step,early_stop_accuracy,"
          + "test_accuracy,train_accuracy,seconds\n";

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
              "%s,%s,%s,%s,%d,%d,%.8f,%d,%.6f,%.6f,%.6f,%.2f%n",
              settings.recipe(),
              settings.dataset(),
              settings.network(),
              r.arm(),
              r.seed(),
              r.level(),
              r.density(),
              r.earlyStopStep(),
              r.earlyStopAccuracy(),
              r.testAccuracy(),
              r.trainAccuracy(),
              r.seconds()));
    }
    return text.toString().replace("\r", "");
  }
}
