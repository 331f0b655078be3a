package org.tombola.lottery.train;

/// What is known at an evaluation in the middle of training, a line of `metrics.jsonl`.
///
/// @param step steps done
/// @param trainLoss mean loss of the batches since the last evaluation
/// @param validation loss and accuracy on the validation set
public record Checkpoint(int step, double trainLoss, Evaluation validation) {}
