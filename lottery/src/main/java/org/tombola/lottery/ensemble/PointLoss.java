package org.tombola.lottery.ensemble;

import org.tombola.engine.Tensor;

/// What a network loses at a point.
public sealed interface PointLoss {
  /// The loss of every network at every point.
  ///
  /// @param outputs (N, T) plain
  /// @param targets 0 or 1, (N, 1) plain
  /// @return (N, T) plain
  Tensor of(Tensor outputs, Tensor targets);

  /// Of `sigmoid` of the output.
  record CrossEntropy() implements PointLoss {
    @Override
    public Tensor of(Tensor outputs, Tensor targets) {
      return outputs.binaryCrossEntropy(targets);
    }
  }

  /// `max(0, γ − z)` in class 1 and `max(0, 1 + z)` in class 0 (Brutzkus and Globerson 2019).
  ///
  /// @param margin γ
  record Hinge(double margin) implements PointLoss {
    @Override
    public Tensor of(Tensor outputs, Tensor targets) {
      Tensor bounds = targets.times((float) (margin - 1)).plus(1);
      Tensor signs = targets.times(2).plus(-1);
      return bounds.minus(outputs.times(signs)).relu();
    }
  }
}
