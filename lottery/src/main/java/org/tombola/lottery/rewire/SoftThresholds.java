package org.tombola.lottery.rewire;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tombola.engine.Gradients;
import org.tombola.engine.Shape;
import org.tombola.engine.Tape;
import org.tombola.engine.Tensor;
import org.tombola.engine.Workspace;
import org.tombola.lottery.prune.Mask;
import org.tombola.nn.NamedMask;
import org.tombola.nn.NamedTensor;
import org.tombola.nn.Parameter;
import org.tombola.nn.Role;
import org.tombola.nn.Weights;

/// Soft threshold weight reparameterization (Kusupati et al. 2020, section 3): each layer computes
/// with `sign(w) · max(0, |w| − σ(s))`, and the weights w and one number s a layer are trained
/// together. Weight decay, which draws s to 0, raises the threshold, the loss lowers it; how many
/// weights that leaves in a layer comes out.
///
/// Biases and normalisations are trained as always.
final class SoftThresholds implements Learned {
  private static final String THRESHOLD = ".threshold";

  /// One layer: what the network computes with, and what that is made of.
  private record Layer(Parameter weight, Parameter dense, Parameter threshold) {
    static Layer of(Parameter weight, double threshold) {
      var dense = new Parameter(weight.name() + ".dense", Role.WEIGHT, weight.shape());
      dense.write(weight.toArray());
      var s = new Parameter(weight.name() + THRESHOLD, Role.WEIGHT, Shape.of(1));
      s.write(new float[] {(float) threshold});
      weight.mask(null);
      return new Layer(weight, dense, s);
    }

    /// `relu(w − t) − relu(−w − t)`, which is the same.
    Tensor thresholded() {
      Tensor w = dense.tensor();
      Tensor t = threshold.tensor().sigmoid();
      return w.minus(t).relu().minus(w.neg().minus(t).relu());
    }
  }

  private final List<Layer> layers;
  private final List<Parameter> others;
  private final Workspace workspace;

  /// @param weights that are drawn to zero, as they are now
  /// @param others of the network
  /// @param threshold s at first
  SoftThresholds(List<Parameter> weights, List<Parameter> others, double threshold) {
    this.layers = weights.stream().map(p -> Layer.of(p, threshold)).toList();
    this.others = List.copyOf(others);
    this.workspace = new Workspace(weights.getFirst().tensor().backend());
  }

  @Override
  public List<Parameter> parameters() {
    var all = new ArrayList<Parameter>();
    layers.forEach(layer -> all.addAll(List.of(layer.dense, layer.threshold)));
    all.addAll(others);
    return List.copyOf(all);
  }

  @Override
  public Gradients gradients(Gradients network) {
    return Tape.gradients(
        () -> {
          Tensor sum = Tensor.scalar(0);
          for (Layer layer : layers) {
            Tensor outer = network.of(layer.weight.tensor());
            sum = sum.plus(layer.thresholded().times(outer).sum());
          }
          for (Parameter other : others) {
            sum = sum.plus(other.tensor().times(network.of(other.tensor())).sum());
          }
          return sum;
        });
  }

  @Override
  public Mask choose(int draw) {
    var masks = new ArrayList<NamedMask>();
    for (Layer layer : layers) {
      float[] values = workspace.step(() -> layer.thresholded().toArray());
      layer.weight.write(values);
      boolean[] keeps = new boolean[values.length];
      for (int i = 0; i < keeps.length; i++) {
        keeps[i] = values[i] != 0;
      }
      masks.add(NamedMask.of(layer.weight.name(), layer.weight.shape(), keeps));
    }
    return Mask.of(masks);
  }

  /// The weights say what the mask is.
  @Override
  public void put(Mask mask) {
    choose(0);
  }

  @Override
  public Weights state() {
    var tensors = new ArrayList<NamedTensor>();
    for (Layer layer : layers) {
      String name = layer.weight.name();
      tensors.add(NamedTensor.of(name, layer.dense.shape(), layer.dense.toArray()));
      Parameter s = layer.threshold;
      tensors.add(NamedTensor.of(name + THRESHOLD, s.shape(), s.toArray()));
    }
    return Weights.of(tensors);
  }

  @Override
  public void restore(Weights state) {
    Map<Parameter, float[]> values = new HashMap<>();
    for (Layer layer : layers) {
      String name = layer.weight.name();
      values.put(layer.dense, state.get(name).toArray());
      values.put(layer.threshold, state.get(name + THRESHOLD).toArray());
    }
    values.forEach(Parameter::write);
  }
}
