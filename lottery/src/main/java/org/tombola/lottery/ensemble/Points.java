package org.tombola.lottery.ensemble;

import java.util.Arrays;
import org.tombola.datasets.Batches;
import org.tombola.engine.Shape;
import org.tombola.engine.Tensor;

/// What an ensemble learns, all at once.
///
/// @param inputs (N, F) plain
/// @param targets 0 or 1, (N, 1) plain
/// @param shares of a network's points, (N, T) plain, or (N, 1) where all networks have the same;
///   of each network they add up to 1
public record Points(Tensor inputs, Tensor targets, Tensor shares) {
  /// The first batch with equal shares, on the current backend; all examples if the batch is that
  /// large.
  public static Points of(Batches batches) {
    int count = batches.batch();
    float[] x = new float[count * batches.shape().size()];
    int[] labels = new int[count];
    batches.fill(0, x, labels);
    float[] y = new float[count];
    for (int n = 0; n < count; n++) {
      y[n] = labels[n];
    }
    float[] shares = new float[count];
    Arrays.fill(shares, 1f / count);
    return of(x, y, shares);
  }

  /// On the current backend.
  static Points of(float[] inputs, float[] targets, float[] shares) {
    int count = targets.length;
    return new Points(
        Tensor.of(Shape.of(count, inputs.length / count), inputs),
        Tensor.of(Shape.of(count, 1), targets),
        Tensor.of(Shape.of(count, shares.length / count), shares));
  }

  /// N.
  public int count() {
    return inputs.shape().dim(0);
  }
}
