package org.tombola.lottery.train;

/// How a training went.
///
/// @param steps done in this training, without those its plan left out
/// @param earlyStop the best step by validation loss
/// @param times of all steps, those before a [Trainer#resume] included
public record Trained(int steps, EarlyStop earlyStop, Times times) {}
