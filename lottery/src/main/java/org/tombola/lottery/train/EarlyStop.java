package org.tombola.lottery.train;

import org.tombola.nn.Weights;

/// Where the validation loss was smallest, the first step of equals.
///
/// @param weights the network's at that step: a copy
public record EarlyStop(int step, double validationLoss, Weights weights) {}
