package org.tombola.lottery.prune;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tombola.datasets.ImageShape;
import org.tombola.engine.Shape;
import org.tombola.engine.Tape;
import org.tombola.engine.Tensor;
import org.tombola.engine.Workspace;
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
/// network is a line of modules, residual blocks among them. Bare of what is added each is a linear
/// map `x ↦ Ax`, and with `x` what flows into it and `v = ∂R/∂(Ax)`, `R = vᵀAx` whichever module it
/// is. The scores in it, `|θ| · ∂(vᵀAx)/∂|θ|`, are divided by that number: all scores by `R`, which
/// changes no order, while `x` and `v` may be as large as one likes. Their largest value is made 1.
record SynFlow() implements Criterion {
  @Override
  public String name() {
    return "synflow";
  }

  @Override
  public String about() {
    return "synaptic flow: each weight's share in the paths from input to output; without data";
  }

  /// What flows between two modules.
  private static final class Flow {
    final Shape shape;
    final float[] values;

    Flow(Shape shape, float[] values) {
      this.shape = shape;
      this.values = values;
    }

    /// With 1 as its largest value.
    static Flow of(Tensor tensor) {
      float[] values = tensor.toArray();
      float largest = 0;
      for (float value : values) {
        largest = Math.max(largest, value);
      }
      for (int i = 0; i < values.length && largest > 0; i++) {
        values[i] /= largest;
      }
      return new Flow(tensor.shape(), values);
    }

    static Flow ones(Shape shape) {
      float[] values = new float[shape.size()];
      Arrays.fill(values, 1);
      return new Flow(shape, values);
    }

    Tensor tensor() {
      return Tensor.batch(shape, values);
    }
  }

  @Override
  public Map<String, float[]> scores(Evidence evidence) {
    Module network = evidence.network();
    bare(network);
    ImageShape image = evidence.probe().examples().shape();
    var workspace =
        new Workspace(network.parameters().findFirst().orElseThrow().tensor().backend());
    List<Module> line = network.line().toList();
    var into = new ArrayList<Flow>();
    into.add(Flow.ones(Shape.of(1, image.channels(), image.height(), image.width())));
    for (Module module : line) {
      Flow x = into.getLast();
      into.add(workspace.step(() -> Flow.of(module.forward(x.tensor(), Phase.EVAL))));
    }
    var shares = new HashMap<String, float[]>();
    Flow back = Flow.ones(into.getLast().shape);
    for (int i = line.size() - 1; i >= 0; i--) {
      Module module = line.get(i);
      Flow x = into.get(i);
      Flow v = back;
      back = workspace.step(() -> through(module, x, v, shares));
    }
    var all = evidence.layers().stream().map(l -> Objects.requireNonNull(shares.get(l))).toList();
    return evidence.times(all, true);
  }

  /// Puts the derivative by each parameter, over `R`, into `shares`; zeros where there is no path
  /// from input to output.
  private static Flow through(Module module, Flow x, Flow v, Map<String, float[]> shares) {
    Tensor input = x.tensor().tracked();
    var gradients = Tape.gradients(() -> module.forward(input, Phase.EVAL).times(v.tensor()).sum());
    float flow = gradients.loss().item();
    module
        .parameters()
        .forEach(
            parameter -> {
              float[] share = gradients.orZero(parameter.tensor()).toArray();
              for (int i = 0; i < share.length; i++) {
                share[i] = flow == 0 ? 0 : share[i] / flow;
              }
              shares.put(parameter.name(), share);
            });
    return Flow.of(gradients.orZero(input));
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
    network
        .buffers()
        .filter(buffer -> buffer.name().endsWith(".running_mean"))
        .forEach(mean -> mean.write(new float[mean.shape().size()]));
  }
}
