package org.tombola.nn;

import org.tombola.engine.Rng;
import org.tombola.engine.Shape;

/// Where a network's first numbers come from: everything a layer asks when it is made.
///
/// @param weights of linear layers and convolutions; their biases start at zero
/// @param norms the scale and shift of batch normalisations
/// @param rng the seed of both
public record Initializer(Init weights, NormInit norms, Rng rng) {
  /// With batch normalisations as PyTorch starts them, [NormInit#ONE].
  public static Initializer of(Init weights, Rng rng) {
    return new Initializer(weights, NormInit.ONE, rng);
  }

  /// A weight called `weight`.
  ///
  /// @param shape outputs, inputs, then the axes of a filter if any
  public Parameter weight(Names names, Shape shape) {
    return weights.weight(names.of("weight"), shape, rng);
  }

  /// A bias of zeros called `bias`.
  public Parameter bias(Names names, int outputs) {
    return Init.bias(names.of("bias"), outputs);
  }

  /// The scale of a normalisation, called `weight` as in PyTorch.
  public Parameter scale(Names names, int channels) {
    return norms.scale(names.of("weight"), channels, rng);
  }

  /// The shift of a normalisation, called `bias` as in PyTorch.
  public Parameter shift(Names names, int channels) {
    return norms.shift(names.of("bias"), channels);
  }
}
