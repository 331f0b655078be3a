package org.tombola.nn;

import java.util.Map;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;

/// Where a network's first numbers come from: everything a layer asks when it is made.
///
/// @param weights of linear layers and convolutions; their biases start at zero
/// @param norms the scale and shift of batch normalisations
/// @param rng the seed of both
/// @param shapes what differs from the shapes that layers ask for, by full name: those of a network
///   with fewer units, see [Compact#shapes]
public record Initializer(Init weights, NormInit norms, Rng rng, Map<String, Shape> shapes) {
  public Initializer {
    shapes = Map.copyOf(shapes);
  }

  /// Of a network as its layers ask for it.
  public Initializer(Init weights, NormInit norms, Rng rng) {
    this(weights, norms, rng, Map.of());
  }

  /// With batch normalisations as PyTorch starts them, [NormInit#ONE].
  public static Initializer of(Init weights, Rng rng) {
    return new Initializer(weights, NormInit.ONE, rng);
  }

  /// The same for a network with fewer units.
  public Initializer with(Map<String, Shape> shapes) {
    return new Initializer(weights, norms, rng, shapes);
  }

  /// A weight called `weight`.
  ///
  /// @param shape outputs, inputs, then the axes of a filter if any
  public Parameter weight(Names names, Shape shape) {
    String name = names.of("weight");
    return weights.weight(name, shapes.getOrDefault(name, shape), rng);
  }

  /// A bias of zeros called `bias`.
  public Parameter bias(Names names, int outputs) {
    String name = names.of("bias");
    return Init.bias(name, count(name, outputs));
  }

  /// The scale of a normalisation, called `weight` as in PyTorch.
  public Parameter scale(Names names, int channels) {
    String name = names.of("weight");
    return norms.scale(name, count(name, channels), rng);
  }

  /// The shift of a normalisation, called `bias` as in PyTorch.
  public Parameter shift(Names names, int channels) {
    String name = names.of("bias");
    return norms.shift(name, count(name, channels));
  }

  /// A running statistic of a normalisation, all `value`.
  public Buffer statistic(Names names, String which, int channels, float value) {
    String name = names.of(which);
    return new Buffer(name, Shape.of(count(name, channels)), value);
  }

  private int count(String name, int usual) {
    return shapes.getOrDefault(name, Shape.of(usual)).dim(0);
  }
}
