package org.tombola.bench.kernels;

import org.tombola.engine.spi.Backend;

/// Benchmarks of what is between layers, on tensors of one shape, which is the parameter `shape`.
interface ShapeBench {
  /// Makes operands of that shape on a backend.
  void draw(Backend on);
}
