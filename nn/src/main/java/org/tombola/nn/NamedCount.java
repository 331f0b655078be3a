package org.tombola.nn;

import org.tombola.engine.Shape;

/// A whole number with a name, dtype `I64` without axes in a file: PyTorch's `num_batches_tracked`.
public record NamedCount(String name, long value) implements Entry {
  @Override
  public Shape shape() {
    return Shape.SCALAR;
  }
}
