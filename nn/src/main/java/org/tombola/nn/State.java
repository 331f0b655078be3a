package org.tombola.nn;

import org.tombola.engine.Shape;

/// Numbers a network must have back to compute the same: what a weights file holds under one name.
public sealed interface State permits Parameter, Buffer {
  /// The full name in its network, see [Names].
  String name();

  Shape shape();

  /// A copy of the numbers, row-major.
  float[] toArray();

  /// Replaces all numbers, row-major.
  ///
  /// @throws WeightsException if there are not exactly `shape().size()` of them
  void write(float[] values);
}
