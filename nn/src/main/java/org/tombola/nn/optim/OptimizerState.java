package org.tombola.nn.optim;

import java.util.Map;
import org.tombola.nn.BadSetting;
import org.tombola.nn.SafeTensors;
import org.tombola.nn.Weights;
import org.tombola.nn.WeightsException;

/// A snapshot of an [Optimizer], equal by content.
///
/// @param steps taken so far
/// @param tensors running averages by name, for example `fc1.weight.velocity`
public record OptimizerState(long steps, Weights tensors) {
  private static final String STEPS = "optimizer.steps";

  public OptimizerState {
    BadSetting.unless(steps >= 0, STEPS, steps, "at least 0");
  }

  /// The tensors, with the number of steps as metadata.
  public SafeTensors toSafeTensors() {
    return tensors.toSafeTensors(Map.of(STEPS, Long.toString(steps)));
  }

  /// The state that [#toSafeTensors] put into a file.
  ///
  /// @throws WeightsException if the metadata has no number of steps
  public static OptimizerState of(SafeTensors file) {
    String steps = file.metadata().getOrDefault(STEPS, "missing");
    if (!steps.matches("\\d{1,18}")) {
      throw new WeightsException(
          "optimiser state: metadata '%s' is %s, expected a number".formatted(STEPS, steps));
    }
    return new OptimizerState(Long.parseLong(steps), Weights.of(file));
  }
}
