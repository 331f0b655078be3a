package org.tombola.nn;

/// What a parameter is in its layer. Whoever prunes or decays decides by role, never by looking for
/// `weight` in a name: PyTorch calls the scale of a batch normalisation `weight` too.
public enum Role {
  /// Multiplies inputs: the matrix of a linear layer, the filters of a convolution.
  WEIGHT,
  /// Is added to outputs.
  BIAS,
  /// The scale γ of a normalisation.
  NORM_SCALE,
  /// The shift β of a normalisation.
  NORM_SHIFT,
  /// Says how much of a weight there is. Weight decay leaves it alone.
  GATE;

  /// Whether a parameter of that name belongs to a residual network's projection shortcut.
  public static boolean isShortcut(String name) {
    return name.contains(".shortcut.") || name.contains(".downsample.");
  }
}
