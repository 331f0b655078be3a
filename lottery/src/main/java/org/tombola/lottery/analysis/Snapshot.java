package org.tombola.lottery.analysis;

import org.tombola.lottery.prune.Mask;
import org.tombola.nn.Weights;

/// A network at a moment of its training.
///
/// @param step steps done, those that the training left out included
/// @param weights running statistics included
/// @param mask which of them were trained
public record Snapshot(int step, Weights weights, Mask mask) {}
