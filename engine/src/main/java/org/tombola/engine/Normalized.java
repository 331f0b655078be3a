package org.tombola.engine;

/// What [Tensor#batchNorm] gives: the result, and the statistics of the batch that went into it.
///
/// @param out of the operand's shape
/// @param mean per channel, (C)
/// @param variance per channel, (C), biased: the mean of the squared distances
public record Normalized(Tensor out, Tensor mean, Tensor variance) {}
