package org.tombola.lottery.arm;

import java.util.Optional;
import org.tombola.lottery.prune.Mask;
import org.tombola.nn.Weights;
import org.tombola.nn.optim.OptimizerState;

/// Where a training begins.
///
/// @param weights `mask ⊙ θ`: pruned entries are +0, unless they are still
/// @param mask which weights are trained
/// @param optimizer its running averages, if it goes on from some; pruned entries are +0
/// @param target what a mask that changes during training ends with, as far as the numbers of each
///   layer go, if it begins dense; otherwise the mask
/// @param still whether pruned weights are not 0 but stay what they are here
public record Start(
    Weights weights, Mask mask, Optional<OptimizerState> optimizer, Mask target, boolean still) {
  /// `mask ⊙ weights` under the mask.
  static Start of(Weights weights, Mask mask, Optional<OptimizerState> optimizer, Mask target) {
    return new Start(mask.apply(weights), mask, optimizer.map(mask::apply), target, false);
  }

  /// Pruned weights stand still.
  static Start still(Weights weights, Mask mask, Optional<OptimizerState> optimizer) {
    return new Start(weights, mask, optimizer.map(mask::apply), mask, true);
  }
}
