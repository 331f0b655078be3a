package org.tombola.nn.optim;

import org.tombola.nn.BadSetting;
import org.tombola.nn.Parameter;

/// What draws parameters to zero: `coefficient · w` is added to the gradient, as from `½ ·
/// coefficient · ‖w‖²` added to the loss. (Keras' `l2(λ)` adds `λ · ‖w‖²`, twice as much.)
///
/// @param coefficient at least 0
/// @param weightsOnly whether biases and normalisations are left alone; gates always are
public record WeightDecay(float coefficient, boolean weightsOnly) {
  /// @throws BadSetting if the coefficient is outside its range
  public WeightDecay {
    BadSetting.unless(
        coefficient >= 0 && Float.isFinite(coefficient),
        "weight decay",
        coefficient,
        "at least 0 and finite");
  }

  /// On every parameter but gates, as PyTorch's optimisers.
  ///
  /// @throws BadSetting if the coefficient is outside its range
  public static WeightDecay ofAll(float coefficient) {
    return new WeightDecay(coefficient, false);
  }

  /// What a parameter has of it.
  float of(Parameter parameter) {
    return switch (parameter.role()) {
      case WEIGHT -> coefficient;
      case BIAS, NORM_SCALE, NORM_SHIFT -> weightsOnly ? 0 : coefficient;
      case GATE -> 0;
    };
  }
}
