package org.tombola.lottery.train;

/// Hears how a training goes, on the thread that trains.
public interface Listener {
  /// After every step, counted from 1.
  default void atStep(int step, float loss) {}

  /// After every evaluation on the validation set.
  default void atEvaluation(Checkpoint checkpoint) {}
}
