package org.tombola.bench.kernels;

/// What a call of a benchmark amounts to.
///
/// @param flops floating-point operations of the definition, a multiply-add counting two; 0 where
///   only memory counts
/// @param bytes that must be read or written at least once each
public record Work(double flops, double bytes) {}
