package org.tombola.lottery.report;

import java.util.List;
import java.util.SequencedMap;

/// Everything a report shows, read from a run folder or made up by a test.
///
/// @param rows of `results.csv`
/// @param cells how far the run is
/// @param layers for each arm, the density of its layers at every level
/// @param settings dotted key to value
/// @param provenance dotted key to value: version, machine, data, everything but the settings
/// @param command the line that repeats the run, or empty if it is not known
record RunData(
    List<ResultRow> rows,
    Cells cells,
    SequencedMap<String, List<LayerDensity>> layers,
    SequencedMap<String, String> settings,
    SequencedMap<String, String> provenance,
    String command) {

  /// How many of the planned cells are finished, and a line for each one that failed.
  record Cells(int done, int planned, List<String> failures) {}
}
