package org.tombola.lottery.report;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.tombola.lottery.arm.Arms;
import org.tombola.lottery.claim.Measurement;
import org.tombola.lottery.recipe.Settings;
import org.tombola.lottery.train.CurvePoint;

/// Everything a report shows, read from a run folder or made up by a test.
///
/// @param rows of `results.csv`
/// @param cells how far the run is
/// @param layers for each arm, the density of its layers at every level
/// @param counts of `counts.csv`
/// @param analyses of `analyses.csv`
/// @param claims empty if it is not known what the run's recipe claims
/// @param curves of the trainings, finished or not
/// @param settings dotted key to value
/// @param provenance dotted key to value: version, machine, data, everything but the settings
/// @param command the line that repeats the run, or empty if it is not known
record RunData(
    List<ResultRow> rows,
    Cells cells,
    SequencedMap<String, List<LayerDensity>> layers,
    List<CountRow> counts,
    List<Measurement> analyses,
    Optional<RunClaims> claims,
    List<Curve> curves,
    SequencedMap<String, String> settings,
    SequencedMap<String, String> provenance,
    String command) {

  /// The learning curve of one training.
  record Curve(String arm, long seed, int level, List<CurvePoint> points) {}

  /// Its arms.
  Arms arms() {
    var keys = new TreeMap<>(settings);
    keys.keySet().removeIf(key -> !key.startsWith("arm."));
    return Arms.of(Settings.ofKeys(keys));
  }

  /// Whether nothing is pruned: the run is about trainings, not about tickets.
  boolean isTraining() {
    return "0".equals(settings.get("levels")) && rows.stream().allMatch(row -> row.level() == 0);
  }

  /// How many of the planned cells are finished, and a line for each one that failed.
  record Cells(int done, int planned, List<String> failures) {}
}
