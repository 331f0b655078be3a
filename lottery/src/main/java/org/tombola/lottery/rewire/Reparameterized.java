package org.tombola.lottery.rewire;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tombola.engine.Gradients;
import org.tombola.engine.RandomStream;
import org.tombola.engine.Rng;
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

/// A network whose prunable weights follow from others and from further numbers, trained together:
/// see [Reparameterization]. How many weights that leaves in a layer comes out.
///
/// Biases and normalisations are trained as always.
final class Reparameterized implements Learned {
  /// One layer: what the network computes with, and what that is made of.
  ///
  /// @param noise of the step
  private record Layer(Parameter weight, Parameter dense, Parameter numbers, Tensor noise) {
    static Layer of(Parameter weight, Reparameterization form) {
      float[] values = weight.toArray();
      float[] first = form.first(values);
      Shape shape = first.length == 1 ? Shape.of(1) : weight.shape();
      Role role = form instanceof Gate ? Role.GATE : Role.WEIGHT;
      var dense = new Parameter(weight.name() + ".dense", Role.WEIGHT, weight.shape());
      var numbers = new Parameter(weight.name() + "." + form.name(), role, shape);
      dense.write(values);
      numbers.write(first);
      weight.mask(null);
      Tensor own = weight.tensor();
      Tensor noise = Tensor.wrap(own.backend().allocate(own.kind(), own.shape()));
      return new Layer(weight, dense, numbers, noise);
    }
  }

  private final Reparameterization form;
  private final RewirePlan plan;
  private final List<Layer> layers;
  private final List<Parameter> others;
  private final Rng random;
  private final String stream;
  private final Workspace workspace;
  private int step;

  /// @param weights that follow, as they are now
  /// @param others of the network
  /// @param stream of random numbers, by name
  Reparameterized(
      RewirePlan plan, List<Parameter> weights, List<Parameter> others, Rng random, String stream) {
    this.form = Reparameterization.of(plan);
    this.plan = plan;
    this.layers = weights.stream().map(p -> Layer.of(p, form)).toList();
    this.others = List.copyOf(others);
    this.random = random;
    this.stream = stream;
    this.workspace = new Workspace(weights.getFirst().tensor().backend());
  }

  @Override
  public List<Parameter> parameters() {
    var all = new ArrayList<Parameter>();
    layers.forEach(layer -> all.addAll(List.of(layer.dense, layer.numbers)));
    all.addAll(others);
    return List.copyOf(all);
  }

  @Override
  public void begin(int step) {
    this.step = step;
    if (form instanceof Gate gate) {
      for (Layer layer : layers) {
        draw(gate, layer);
        layer.weight.write(workspace.step(() -> computed(layer).toArray()));
      }
    }
  }

  private void draw(Gate gate, Layer layer) {
    RandomStream numbers = random.stream("%s/%s/%d".formatted(stream, layer.weight.name(), step));
    float[] noise = new float[layer.weight.shape().size()];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = gate.noise(numbers, i);
    }
    layer.noise.storage().write(noise);
  }

  /// What the step computes with.
  private Tensor computed(Layer layer) {
    Tensor w = layer.dense.tensor();
    Tensor s = layer.numbers.tensor();
    return form instanceof Gate gate ? gate.drawn(w, s, layer.noise) : form.settled(w, s);
  }

  @Override
  public Gradients gradients(Gradients network) {
    float penalty = (float) plan.penalty(step);
    return Tape.gradients(
        () -> {
          Tensor sum = Tensor.scalar(0);
          for (Layer layer : layers) {
            Tensor outer = network.of(layer.weight.tensor());
            sum = sum.plus(computed(layer).times(outer).sum());
            if (form instanceof Gate gate && penalty > 0) {
              Tensor price = gate.price(layer.dense.tensor(), layer.numbers.tensor());
              sum = sum.plus(price.times(penalty));
            }
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
      float[] values =
          workspace.step(
              () -> form.settled(layer.dense.tensor(), layer.numbers.tensor()).toArray());
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
      Parameter s = layer.numbers;
      tensors.add(NamedTensor.of(s.name(), s.shape(), s.toArray()));
    }
    return Weights.of(tensors);
  }

  @Override
  public void restore(Weights state) {
    Map<Parameter, float[]> values = new HashMap<>();
    for (Layer layer : layers) {
      values.put(layer.dense, state.get(layer.weight.name()).toArray());
      values.put(layer.numbers, state.get(layer.numbers.name()).toArray());
    }
    values.forEach(Parameter::write);
  }
}
