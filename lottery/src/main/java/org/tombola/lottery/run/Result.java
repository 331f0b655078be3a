package org.tombola.lottery.run;

import java.util.Optional;
import org.tombola.lottery.arm.Cell;
import org.tombola.lottery.train.Times;
import org.tombola.lottery.train.Trained;

/// What a finished cell found; `result.json` in its folder. Accuracies and density are fractions.
///
/// @param arm with `seed` and `level`: the cell
/// @param density surviving weights / all prunable weights
/// @param earlyStopStep the step with the smallest validation loss, the first of equals; empty
///   where nothing is validated
/// @param earlyStopAccuracy test accuracy of the weights of that step, or else at the last
/// @param testAccuracy at the last step
/// @param trainAccuracy at the last step, over the whole training split
/// @param seconds of work on this cell: data batches, training and evaluation, without waiting for
///   other cells and without loading the data set
/// @param training size and speed; empty in a folder of a version that did not record them
/// @param emptyLayers prunable layers without a weight left; where there is one, what comes after
///   it learns nothing of the input. Empty for ensembles, and in a folder of a version that did not
///   record it
public record Result(
    String arm,
    int seed,
    int level,
    double density,
    Optional<Integer> earlyStopStep,
    double earlyStopAccuracy,
    double testAccuracy,
    double trainAccuracy,
    double seconds,
    Optional<Training> training,
    Optional<Integer> emptyLayers) {
  /// The size and speed of a training.
  ///
  /// @param steps done; fewer than planned if patience ended the training
  /// @param parameters of the network, pruned weights included
  /// @param epochSeconds wall time of the steps of one epoch, without evaluations
  /// @param dataShare the part of the steps' time in which they waited for data
  public record Training(int steps, long parameters, double epochSeconds, double dataShare) {
    static Training of(Trained trained, int perEpoch, long parameters) {
      Times times = trained.times();
      return new Training(
          trained.steps(),
          parameters,
          times.steps() * perEpoch / trained.steps(),
          times.data() / times.steps());
    }
  }

  /// The same training as a cell of another arm.
  ///
  /// @param took seconds of work on that cell
  Result under(String other, double took) {
    return new Result(
        other,
        seed,
        level,
        density,
        earlyStopStep,
        earlyStopAccuracy,
        testAccuracy,
        trainAccuracy,
        took,
        training,
        emptyLayers);
  }

  public Cell cell() {
    return new Cell(arm, seed, level);
  }
}
