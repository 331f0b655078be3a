package org.tombola.lottery.prune;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.tombola.datasets.ImageShape;
import org.tombola.engine.EngineException;
import org.tombola.engine.Shape;
import org.tombola.engine.Tensor;
import org.tombola.nn.Buffer;
import org.tombola.nn.Module;
import org.tombola.nn.Parameter;
import org.tombola.nn.Phase;
import org.tombola.nn.Role;

/// `|θ| · ∂R/∂|θ|`, with `R = 1ᵀ (Π |θ_l|) 1`: the sum of the outputs for a picture of ones, of the
/// network with the sizes of its weights and nothing added anywhere. Without data, and conserved:
/// what the connections into a hidden unit have in all, those out of it have too (Tanaka, Kunin,
/// Yamins and Ganguli 2020, "Pruning neural networks without any data by iteratively conserving
/// synaptic flow"). To be used with 100 passes, as the paper does: the conservation is what keeps a
/// layer from being emptied, and one pass alone does not see it.
///
/// Batch normalisations are evaluated, with their scales' sizes and without shifts and means.
///
/// `R` of a deep network is beyond single precision, and the authors compute in double. Here the
/// picture holds `1/√R` and the sum counts `1/√R` too: every score is divided by `R`, exactly what
/// changes no order, and numbers on the way lie in `1/√R .. √R`.
record SynFlow() implements Criterion {
  /// Values of a pixel that `R` is measured with where 1 does not do.
  private static final float TINY = 1e-30f;

  private static final float HUGE = 1e30f;

  @Override
  public String name() {
    return "synflow";
  }

  @Override
  public String about() {
    return "synaptic flow: each weight's share in the paths from input to output; without data";
  }

  @Override
  public Map<String, float[]> scores(Evidence evidence) {
    Module network = evidence.probe().network();
    evidence.weights().into(network);
    bare(network);
    List<String> layers = evidence.layers();
    ImageShape image = evidence.probe().examples().shape();
    Shape shape = Shape.of(1, image.channels(), image.height(), image.width());
    double flow = flow(network, shape);
    if (flow == 0) { // no path from input to output is left, and all weights are alike
      return evidence.named(
          evidence.mask().layers().stream().map(l -> new float[l.shape().size()]).toList());
    }
    float scale = (float) (1 / Math.sqrt(flow));
    List<float[]> gradient =
        new Derivatives(
                Derivatives.of(network, layers), () -> sum(network, shape, scale).times(scale))
            .gradient();
    for (int l = 0; l < layers.size(); l++) {
      float[] weights = evidence.weights().get(layers.get(l)).toArray();
      float[] its = gradient.get(l);
      for (int i = 0; i < its.length; i++) {
        its[i] *= Math.abs(weights[i]);
      }
    }
    return evidence.named(gradient);
  }

  /// The sizes of weights and scales; what is added, zero.
  private static void bare(Module network) {
    for (Parameter parameter : network.parameters().toList()) {
      float[] values = parameter.toArray();
      boolean multiplies = parameter.role() == Role.WEIGHT || parameter.role() == Role.NORM_SCALE;
      for (int i = 0; i < values.length; i++) {
        values[i] = multiplies ? Math.abs(values[i]) : 0;
      }
      parameter.write(values);
    }
    for (Buffer buffer : network.buffers().toList()) {
      if (buffer.name().endsWith(".running_mean")) {
        float[] zeros = new float[buffer.shape().size()];
        buffer.write(zeros);
      }
    }
  }

  /// The sum of the outputs for a picture all of whose values are `pixel`, which is `pixel · R`.
  private static Tensor sum(Module network, Shape shape, float pixel) {
    float[] picture = new float[shape.size()];
    Arrays.fill(picture, pixel);
    return network.forward(Tensor.batch(shape, picture), Phase.EVAL).sum();
  }

  /// `R`, measured with pixels for which the sum is neither too large nor too small.
  ///
  /// @throws EngineException if it is too large for all
  private static double flow(Module network, Shape shape) {
    float flow = sum(network, shape, 1).item();
    if (flow < TINY) {
      return sum(network, shape, HUGE).item() / (double) HUGE;
    } else if (Float.isFinite(flow)) {
      return flow;
    }
    float part = sum(network, shape, TINY).item();
    if (!Float.isFinite(part)) {
      throw new EngineException(
          "criterion synflow: the flow through this network is too large for single precision even for pixels of %s; take one with fewer layers, or another criterion"
              .formatted(TINY));
    }
    return part / (double) TINY;
  }
}
