package org.tombola.lottery.ensemble;

import org.tombola.datasets.Batches;
import org.tombola.engine.Shape;
import org.tombola.engine.Tensor;

/// What an ensemble learns: all examples of a data set of two classes, at once.
///
/// @param inputs (N, F) plain
/// @param targets 0 or 1, (N, 1) plain
public record Points(Tensor inputs, Tensor targets) {
  /// The first batch, on the current backend; all examples if the batch is that large.
  public static Points of(Batches batches) {
    int count = batches.batch();
    int floats = batches.shape().size();
    float[] x = new float[count * floats];
    int[] labels = new int[count];
    batches.fill(0, x, labels);
    float[] y = new float[count];
    for (int n = 0; n < count; n++) {
      y[n] = labels[n];
    }
    return new Points(Tensor.of(Shape.of(count, floats), x), Tensor.of(Shape.of(count, 1), y));
  }

  /// N.
  public int count() {
    return inputs.shape().dim(0);
  }
}
