package org.tombola.lottery.train;

import java.util.Optional;
import org.tombola.lottery.prune.Mask;
import org.tombola.nn.Weights;
import org.tombola.nn.optim.OptimizerState;

/// Hears how a training goes, on the thread that trains.
public interface Listener {
  /// After every step, counted from 1; when its loss is known, which may be after the next step has
  /// been computed, but before an evaluation or a checkpoint.
  default void atStep(int step, float loss) {}

  /// After every evaluation on the validation set.
  default void atEvaluation(CurvePoint point) {}

  /// Whether [#atState] wants the state after a step.
  default boolean wantsState(int step) {
    return false;
  }

  /// After a step that [#wantsState] named, and after its evaluation if there is one.
  ///
  /// @param mask if it changes during training, as it is then
  default void atState(int step, Weights weights, OptimizerState optimizer, Optional<Mask> mask) {}

  /// Every `train.checkpoint-every` steps, after the evaluation of the same step if there is one;
  /// never at the last step.
  default void atCheckpoint(Checkpoint checkpoint) {}
}
