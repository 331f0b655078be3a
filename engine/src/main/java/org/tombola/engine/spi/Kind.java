package org.tombola.engine.spi;

/// Whether axis 0 of a tensor is the batch.
///
/// The kind is explicit because a backend may store a batch in a layout of its own (the CPU backend
/// keeps 32 samples innermost), and because it decides how operands align: a batch axis only ever
/// meets a batch axis, and a plain operand is repeated over the batch.
public enum Kind {
  /// Axis 0 is the batch: activations, losses per sample, their gradients.
  BATCHED,
  /// No batch axis: parameters, statistics, scalars.
  PLAIN
}
