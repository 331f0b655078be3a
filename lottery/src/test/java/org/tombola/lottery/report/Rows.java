package org.tombola.lottery.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.tombola.lottery.claim.Measurement;

/// Made-up results.
final class Rows {
  private Rows() {}

  static ResultRow row(String arm, int seed, int level, double density, int step, double accuracy) {
    return new ResultRow(
        "lth-lenet",
        "digits",
        "lenet-300-100",
        arm,
        seed,
        level,
        density,
        step,
        accuracy,
        accuracy - 0.01,
        accuracy + 0.01,
        100,
        266_610,
        0,
        1.5,
        0.5,
        0.01);
  }

  /// Level n of an arm, one seed a value; density 0.8ⁿ.
  static List<ResultRow> level(String arm, int level, int step, double... accuracies) {
    var rows = new ArrayList<ResultRow>();
    for (int seed = 0; seed < accuracies.length; seed++) {
      rows.add(row(arm, seed, level, Math.pow(0.8, level), step, accuracies[seed]));
    }
    return rows;
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  static List<ResultRow> of(List<ResultRow>... parts) {
    return List.of(parts).stream().flatMap(List::stream).toList();
  }

  static RunData run(List<ResultRow> rows) {
    return run(rows, List.of(), Optional.empty());
  }

  static RunData run(List<ResultRow> rows, SequencedMap<String, String> settings) {
    return with(run(rows), settings);
  }

  static RunData with(List<ResultRow> rows, List<RunData.Curve> curves) {
    return with(run(rows), curves, new LinkedHashMap<>());
  }

  /// The same run with other settings.
  static RunData with(RunData plain, SequencedMap<String, String> settings) {
    return with(plain, plain.curves(), settings);
  }

  private static RunData with(
      RunData plain, List<RunData.Curve> curves, SequencedMap<String, String> settings) {
    return new RunData(
        plain.rows(),
        plain.cells(),
        plain.layers(),
        plain.counts(),
        plain.analyses(),
        plain.claims(),
        curves,
        settings,
        plain.provenance(),
        plain.command());
  }

  static RunData run(List<ResultRow> rows, List<Measurement> analyses, Optional<RunClaims> claims) {
    return new RunData(
        rows,
        new RunData.Cells(rows.size(), rows.size(), List.of()),
        new LinkedHashMap<>(),
        List.of(),
        analyses,
        claims,
        List.of(),
        new LinkedHashMap<>(),
        new LinkedHashMap<>(),
        "");
  }
}
