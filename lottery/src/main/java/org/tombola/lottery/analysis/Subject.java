package org.tombola.lottery.analysis;

import org.tombola.lottery.prune.Mask;
import org.tombola.nn.Weights;

/// A trained network.
///
/// @param weights after the last step, running statistics included
/// @param mask which of them were trained
public record Subject(Weights weights, Mask mask) {}
