package org.tombola.lottery.train;

/// Hears how a training goes, on the thread that trains.
public interface Listener {
  /// After every step, counted from 1.
  default void atStep(int step, float loss) {}

  /// After every evaluation on the validation set.
  default void atEvaluation(CurvePoint point) {}

  /// Every `train.checkpoint-every` steps, after the evaluation of the same step if there is one;
  /// never at the last step.
  default void atCheckpoint(Checkpoint checkpoint) {}
}
