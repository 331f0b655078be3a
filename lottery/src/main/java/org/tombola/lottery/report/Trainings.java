package org.tombola.lottery.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// What a run without pruning found: a row a training, and sentences. Arms are named where there
/// are several.
final class Trainings {
  static final String CAPTION =
      "Accuracies in per cent. Early stop is the iteration of the smallest validation loss. Seconds"
          + " an epoch are wall time of the training steps, without evaluations; data is the part"
          + " of it in which a step waited for its batch.";

  private Trainings() {}

  /// The head, then a row a training.
  static List<List<String>> table(RunData run) {
    var table = new ArrayList<List<String>>();
    boolean named = arms(run.rows()).size() > 1;
    table.add(
        row(
            named ? "arm" : "",
            "seed",
            "test accuracy at the end %",
            "at early stop %",
            "early-stop iteration",
            "best validation accuracy %",
            "iterations",
            "training accuracy %",
            "seconds an epoch",
            "data %",
            "parameters"));
    for (ResultRow row : run.rows()) {
      table.add(
          row(
              named ? Summary.atStart(row.arm()) : "",
              Long.toString(row.seed()),
              percent(row.testAccuracy()),
              percent(row.earlyStopAccuracy()),
              text("%,.0f", row.earlyStopStep()),
              percent(bestValidation(run, row)),
              text("%,.0f", row.steps()),
              percent(row.trainAccuracy()),
              text("%.2f", row.epochSeconds()),
              percent(row.dataShare()),
              text("%,.0f", row.parameters())));
    }
    return table;
  }

  /// Without the arm if that is empty.
  private static List<String> row(String arm, String... cells) {
    var row = new ArrayList<>(List.of(cells));
    if (!arm.isEmpty()) {
      row.addFirst(arm);
    }
    return row;
  }

  /// Dense first, the others as [Summary] orders them.
  private static List<String> arms(List<ResultRow> rows) {
    return Summary.of(rows).lines();
  }

  /// NaN where the curve is gone.
  private static double bestValidation(RunData run, ResultRow row) {
    return run.curves().stream()
        .filter(curve -> curve.seed() == row.seed() && curve.arm().equals(row.arm()))
        .flatMap(curve -> curve.points().stream())
        .mapToDouble(point -> point.validation().accuracy())
        .max()
        .orElse(Double.NaN);
  }

  /// The first sentence is the headline.
  static List<String> sentences(List<ResultRow> rows) {
    if (rows.isEmpty()) {
      return List.of("No network has finished training yet.");
    }
    ResultRow first = rows.getFirst();
    var said = new ArrayList<String>();
    List<String> arms = arms(rows);
    String trained = "%s on %s: ".formatted(first.network(), first.dataset());
    if (arms.size() == 1) {
      said.add(trained + accuracies(rows));
    } else {
      said.add(trained + extremes(rows, arms));
      arms.forEach(arm -> said.add(Summary.atStart(arm) + ": " + accuracies(of(rows, arm))));
    }
    Spread.of(rows.stream().map(ResultRow::epochSeconds).toList())
        .ifPresent(
            seconds ->
                said.add(
                    String.format(
                        Locale.ROOT,
                        "%.2f seconds an epoch, %s of them waiting for data; %,.0f parameters.",
                        seconds.mean(),
                        mean(rows, ResultRow::dataShare),
                        first.parameters())));
    return List.copyOf(said);
  }

  private static String accuracies(List<ResultRow> rows) {
    return "test accuracy %s at the end of training, %s at early stop (%s)."
        .formatted(
            mean(rows, ResultRow::testAccuracy),
            mean(rows, ResultRow::earlyStopAccuracy),
            rows.size() == 1 ? "one seed" : "mean of " + rows.size() + " seeds, range");
  }

  private static String extremes(List<ResultRow> rows, List<String> arms) {
    Comparator<String> byAccuracy =
        Comparator.comparingDouble(
            arm ->
                of(rows, arm).stream()
                    .mapToDouble(ResultRow::testAccuracy)
                    .average()
                    .orElse(Double.NaN));
    String best = Collections.max(arms, byAccuracy);
    String worst = Collections.min(arms, byAccuracy);
    return "of %d arms %s is the most accurate at the end of training, %s, and %s the least, %s."
        .formatted(
            arms.size(),
            Summary.atStart(best),
            mean(of(rows, best), ResultRow::testAccuracy),
            Summary.atStart(worst),
            mean(of(rows, worst), ResultRow::testAccuracy));
  }

  private static List<ResultRow> of(List<ResultRow> rows, String arm) {
    return rows.stream().filter(row -> row.arm().equals(arm)).toList();
  }

  /// `82.31 %`, or `82.31 % (81.90–82.60)` where there are several.
  private static String mean(List<ResultRow> rows, ToDoubleFunction<ResultRow> value) {
    Optional<Spread> spread = Spread.of(rows.stream().map(value::applyAsDouble).toList());
    return spread
        .map(
            s ->
                s.count() == 1
                    ? percent(s.mean()) + " %"
                    : "%s %% (%s–%s)"
                        .formatted(percent(s.mean()), percent(s.min()), percent(s.max())))
        .orElse("unknown");
  }

  private static String percent(double fraction) {
    return text("%.2f", 100 * fraction);
  }

  /// Empty where it is not known.
  private static String text(String format, double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : "";
  }
}
