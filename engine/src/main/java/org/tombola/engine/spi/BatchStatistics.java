package org.tombola.engine.spi;

/// What [Backend#batchNorm] finds out about a batch and [Backend#batchNormGrad] needs; each plain
/// (C).
///
/// @param mean of each channel
/// @param variance biased: the mean of the squared distances
/// @param shift what is added after scaling: `β`, and what rounding took from the mean. With it `(x
///   − mean) · γ / √(variance + ε) + shift` is the same number in both directions, to its sign.
public record BatchStatistics(Storage mean, Storage variance, Storage shift) {}
