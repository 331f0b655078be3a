package org.tombola.lottery.report;

/// One line of `results.csv`: a network trained at one level of one cell.
///
/// Accuracies and density are fractions; a value the file leaves empty is NaN.
record ResultRow(
    String recipe,
    String dataset,
    String network,
    String arm,
    long seed,
    int level,
    double density,
    double earlyStopStep,
    double earlyStopAccuracy,
    double testAccuracy,
    double trainAccuracy,
    double steps,
    double parameters,
    double emptyLayers,
    double seconds,
    double epochSeconds,
    double dataShare) {
  /// Whether the early stop is another step than the last, as far as it is known. It is not where
  /// nothing is validated.
  boolean stopsEarly() {
    return !Double.isNaN(earlyStopStep) && earlyStopStep != steps;
  }
}
