package org.tombola.lottery.rewire;

import org.tombola.lottery.prune.Mask;
import org.tombola.nn.Weights;

/// What a checkpoint must hold of a mask that changes.
///
/// @param mask as it is now
/// @param averages of the gradients of all prunable weights, if the rule keeps some; or what is
///   trained in place of the weights
public record Rewired(Mask mask, Weights averages) {}
