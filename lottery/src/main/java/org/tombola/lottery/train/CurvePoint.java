package org.tombola.lottery.train;

/// A point of the learning curve: what is known at an evaluation in the middle of training, a line
/// of `metrics.jsonl`.
///
/// @param step steps done
/// @param trainLoss mean loss of the batches since the last evaluation
/// @param validation loss and accuracy on the validation set
/// @param learningRate of the step just done
public record CurvePoint(int step, double trainLoss, Evaluation validation, double learningRate) {}
