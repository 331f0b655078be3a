package org.tombola.engine.spi;

/// The numbers of step `t` (from 1) of Adam (Kingma and Ba 2015, algorithm 1), in PyTorch's form:
///
/// ```
/// g  = dw + weightDecay · w
/// m  = β₁ · m + (1 − β₁) · g
/// v  = β₂ · v + (1 − β₂) · g²
/// w -= lr / (1 − β₁ᵗ) · m / (√v / √(1 − β₂ᵗ) + ε)
/// ```
public record AdamStep(
    float lr, float beta1, float beta2, float epsilon, float weightDecay, long t) {
  /// `lr / (1 − β₁ᵗ)`: the step size with the first moment's bias corrected.
  public float correctedRate() {
    return (float) (lr / (1 - StrictMath.pow(beta1, (double) t)));
  }

  /// `1 / √(1 − β₂ᵗ)`: multiplies `√v`.
  public float rootCorrection() {
    return (float) (1 / Math.sqrt(1 - StrictMath.pow(beta2, (double) t)));
  }
}
