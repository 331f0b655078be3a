package org.tombola.nn.optim;

import org.tombola.nn.BadSetting;
import org.tombola.nn.Weights;

/// A snapshot of an [Optimizer], equal by content.
///
/// @param steps taken so far
/// @param tensors running averages by name, for example `fc1.weight.velocity`
public record OptimizerState(long steps, Weights tensors) {
  public OptimizerState {
    BadSetting.unless(steps >= 0, "optimizer steps", steps, "at least 0");
  }
}
