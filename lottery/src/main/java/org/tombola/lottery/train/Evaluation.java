package org.tombola.lottery.train;

/// How a network does on a set of samples.
///
/// @param loss mean cross-entropy
/// @param accuracy the fraction of samples whose largest logit is the label's
public record Evaluation(double loss, double accuracy) {}
