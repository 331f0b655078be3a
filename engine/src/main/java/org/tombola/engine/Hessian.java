package org.tombola.engine;

import java.util.List;
import java.util.function.Supplier;

/// Products of a loss's second derivatives with vectors, without the matrix (Pearlmutter 1994): the
/// gradient of `⟨∇L, v⟩` is `H · v`, at the cost of about two gradients.
public final class Hessian {
  private Hessian() {}

  /// `H · v`, one tensor a leaf.
  ///
  /// ```java
  /// var x = Tensor.of(Shape.of(2), 1f, 2f).tracked();
  /// var v = Tensor.of(Shape.of(2), 1f, 1f);
  /// Hessian.times(() -> x.square().times(x).sum(), List.of(x), List.of(v)); // 6·x·v: 6.0, 12.0
  /// ```
  ///
  /// @param loss makes one number from the leaves
  /// @param leaves tracked tensors the loss depends on
  /// @param vector `v`, a tensor of the same shape and kind for each leaf
  /// @throws EngineException if the loss does not depend on a leaf
  public static List<Tensor> times(
      Supplier<Tensor> loss, List<Tensor> leaves, List<Tensor> vector) {
    if (leaves.size() != vector.size()) {
      throw new EngineException(
          "hessian: " + leaves.size() + " leaves with a vector of " + vector.size() + " parts");
    }
    Gradients second = Tape.gradients(() -> slope(Tape.gradients(loss), leaves, vector));
    return leaves.stream().map(second::orZero).toList();
  }

  /// `⟨∇L, v⟩`.
  private static Tensor slope(Gradients first, List<Tensor> leaves, List<Tensor> vector) {
    Tensor slope = Tensor.zeros(first.loss().backend(), first.loss().kind(), Shape.SCALAR);
    for (int i = 0; i < leaves.size(); i++) {
      slope = slope.plus(first.of(leaves.get(i)).times(vector.get(i)).sum());
    }
    // Where L is linear the slope is a constant, and a tape wants a loss that depends on something.
    return slope.isTracked() ? slope : slope.plus(first.loss().times(0f));
  }
}
