package org.tombola.lottery.claim;

/// One number a run measured, of one network.
///
/// @param analysis of `analyses.csv`; empty for a column of `results.csv`
/// @param statistic what was measured, as claims name it
/// @param density surviving weights / all prunable weights
/// @param x where on a curve; NaN for a number that stands alone
public record Measurement(
    String analysis,
    String statistic,
    String arm,
    long seed,
    int level,
    double density,
    double x,
    double value) {}
