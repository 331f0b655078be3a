package org.tombola.lottery.train;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.tombola.engine.Shape;
import org.tombola.engine.Tensor;
import org.tombola.lottery.prune.Mask;
import org.tombola.nn.Module;
import org.tombola.nn.NamedMask;
import org.tombola.nn.Parameter;
import org.tombola.nn.Weights;

/// A term of the training loss that keeps a network away from an earlier solution θᵣ, or draws it
/// there (Maene, Li and Moens 2021, repellent loss):
///
/// `J = (λ / L) · Σ cos²(θ ⊙ m, θᵣ ⊙ m)`, the sum over the L prunable layers, each a vector.
///
/// The paper divides by |Θ|; that is taken to be the number of layers, so that J is the mean of
/// their cos² and at most λ. Divided by the number of weights it would move nothing.
///
/// @param factor λ / L
/// @param layers those that have weights left
public record Repulsion(float factor, List<Layer> layers) {
  /// Nothing to keep away from.
  public static final Repulsion NONE = new Repulsion(0, List.of());

  public Repulsion {
    layers = List.copyOf(layers);
  }

  /// One prunable layer as a vector.
  ///
  /// @param weights θ, of the layer's shape
  /// @param mask m, 0 or 1
  /// @param direction θᵣ ⊙ m divided by its length
  public record Layer(Tensor weights, Tensor mask, Tensor direction) {
    /// cos², a scalar.
    Tensor squaredCosine() {
      Tensor squares = weights.times(mask).square().sum();
      return weights.times(direction).sum().square().div(squares);
    }
  }

  /// From a solution, in the layers in which the mask leaves something of it; on the current
  /// backend.
  ///
  /// @param strength λ: above 0 repels, below 0 attracts
  public static Repulsion of(Module network, Mask mask, Weights solution, double strength) {
    var parameters = new HashMap<String, Parameter>();
    network.parameters().forEach(parameter -> parameters.put(parameter.name(), parameter));
    var layers = new ArrayList<Layer>();
    for (NamedMask layer : mask.layers()) {
      Parameter parameter = parameters.get(layer.name());
      float[] ones = new float[layer.shape().size()];
      float[] direction = solution.get(layer.name()).toArray();
      double squares = 0;
      for (int i = 0; i < ones.length; i++) {
        ones[i] = layer.keeps(i) ? 1 : 0;
        direction[i] = layer.keeps(i) ? direction[i] : 0;
        squares += (double) direction[i] * direction[i];
      }
      if (parameter == null || squares == 0) {
        continue;
      }
      for (int i = 0; i < direction.length; i++) {
        direction[i] /= (float) Math.sqrt(squares);
      }
      Shape shape = layer.shape();
      layers.add(
          new Layer(parameter.tensor(), Tensor.of(shape, ones), Tensor.of(shape, direction)));
    }
    return new Repulsion((float) (strength / mask.layers().size()), layers);
  }

  /// A loss with J.
  ///
  /// @param loss a scalar
  Tensor added(Tensor loss) {
    Tensor sum = loss;
    for (Layer layer : layers) {
      sum = sum.plus(layer.squaredCosine().times(factor));
    }
    return sum;
  }
}
