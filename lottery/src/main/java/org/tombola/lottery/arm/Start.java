package org.tombola.lottery.arm;

import org.tombola.lottery.prune.Mask;
import org.tombola.nn.Weights;

/// Where a training begins.
///
/// @param weights `mask ⊙ θ`: pruned entries are +0
/// @param mask which weights are trained
public record Start(Weights weights, Mask mask) {
  /// `mask ⊙ weights` under the mask.
  public static Start of(Weights weights, Mask mask) {
    return new Start(mask.apply(weights), mask);
  }
}
