package org.tombola.lottery.count;

/// What a layer's weights amount to, dense and masked.
///
/// @param name of the weight
/// @param weights it has
/// @param kept of them
/// @param units output channels
/// @param deadUnits of them, those without a weight left: their output is a constant
/// @param uses how often each weight is multiplied for one example: pixels of the output of a
///   convolution, 1 in a linear layer
/// @param exempt whether pruning leaves the layer alone
public record LayerCount(
    String name, long weights, long kept, int units, int deadUnits, long uses, boolean exempt) {
  /// Floating-point operations of the forward pass of one example, a multiply-add being two.
  /// Biases, normalisations and activations are not counted.
  public long denseFlops() {
    return 2 * weights * uses;
  }

  /// The same for the weights that are kept.
  public long sparseFlops() {
    return 2 * kept * uses;
  }
}
