package org.tombola.lottery.rewire;

import org.tombola.engine.Tensor;

/// How the weights that a network computes with follow from trained weights `w` and further numbers
/// `s`, trained together with them.
///
/// In all methods `w` has a layer's shape, and `s` the layer's too, or it is one number.
sealed interface Reparameterization permits SoftThreshold, Gate {
  /// What `s` is called after the weight's name.
  String name();

  /// What `s` is at first: one number a weight, row-major, or one for the layer.
  ///
  /// @param weights of the layer at first, row-major
  float[] first(float[] weights);

  /// What the network computes with: exactly 0 where a weight is pruned.
  Tensor settled(Tensor w, Tensor s);

  /// The plan's, if its rule is one of these.
  ///
  /// @throws IllegalArgumentException if it is another
  static Reparameterization of(RewirePlan plan) {
    double dropout = plan.gates().dropout();
    return switch (plan.rule()) {
      case STR -> new SoftThreshold(plan.threshold());
      case VARIATIONAL_DROPOUT -> new VariationalDropout(dropout);
      case L0 -> new HardConcrete(dropout);
      default -> throw new IllegalArgumentException(plan.rule().label());
    };
  }
}
