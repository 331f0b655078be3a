package org.tombola.lottery.train;

/// A loss is no longer a finite number.
public final class TrainingDiverged extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// Of a loss at a step.
  ///
  /// @param what whose loss, for a person
  public TrainingDiverged(String what, double loss, int step, double learningRate) {
    super(
        "%s became %s at step %d with learning rate %s; lower train.optimizer.lr"
            .formatted(what, loss, step, learningRate));
  }
}
