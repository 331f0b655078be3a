package org.tombola.lottery.run;

import org.tombola.lottery.arm.Cell;

/// What a finished cell found; `result.json` in its folder. Accuracies and density are fractions.
///
/// @param arm with `seed` and `level`: the cell
/// @param density surviving weights / all prunable weights
/// @param earlyStopStep the step with the smallest validation loss, the first of equals
/// @param earlyStopAccuracy test accuracy of the weights of that step
/// @param testAccuracy at the last step
/// @param trainAccuracy at the last step, over the whole training split
/// @param seconds of work on this cell: data batches, training and evaluation, without waiting for
///   other cells and without loading the data set
public record Result(
    String arm,
    int seed,
    int level,
    double density,
    int earlyStopStep,
    double earlyStopAccuracy,
    double testAccuracy,
    double trainAccuracy,
    double seconds) {
  public Cell cell() {
    return new Cell(arm, seed, level);
  }
}
