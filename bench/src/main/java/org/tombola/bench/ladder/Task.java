package org.tombola.bench.ladder;

import java.util.function.Supplier;

/// One rung's work on given operands: `run` is what is timed and may be repeated, `result` reads
/// what it left behind.
///
/// @param run computes, on operands that lie as the rung wants them
/// @param result what the last run computed, in the order that all rungs agree on
public record Task(Runnable run, Supplier<float[]> result) {}
