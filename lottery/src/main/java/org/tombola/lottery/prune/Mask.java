package org.tombola.lottery.prune;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.tombola.engine.Shape;
import org.tombola.nn.Entry;
import org.tombola.nn.Module;
import org.tombola.nn.NamedMask;
import org.tombola.nn.NamedTensor;
import org.tombola.nn.Parameter;
import org.tombola.nn.Role;
import org.tombola.nn.SafeTensors;
import org.tombola.nn.Weights;
import org.tombola.nn.WeightsException;
import org.tombola.nn.optim.OptimizerState;

/// Which weights of a network stay: for every prunable parameter, in the network's order, one bit
/// an entry. The last layer is the output layer.
///
/// Prunable is what has the role `WEIGHT`; biases and normalisation parameters are never pruned and
/// do not count. Immutable; equal by content.
public final class Mask {
  private final SequencedMap<String, NamedMask> layers;

  private Mask(SequencedMap<String, NamedMask> layers) {
    this.layers = Collections.unmodifiableSequencedMap(layers);
  }

  public static Mask of(Collection<NamedMask> layers) {
    var byName = new LinkedHashMap<String, NamedMask>();
    layers.forEach(layer -> byName.put(layer.name(), layer));
    return new Mask(byName);
  }

  /// This with some of its layers replaced.
  public Mask with(Collection<NamedMask> replaced) {
    var byName = new LinkedHashMap<>(layers);
    replaced.forEach(layer -> byName.put(layer.name(), layer));
    return new Mask(byName);
  }

  /// All ones over the prunable parameters of a network.
  public static Mask dense(Module network) {
    var layers = new ArrayList<NamedMask>();
    network.parameters().filter(p -> p.role() == Role.WEIGHT).forEach(p -> layers.add(ones(p)));
    return of(layers);
  }

  /// Of a pruned network's own weights: what is zero is pruned.
  public static Mask nonZero(Module network) {
    var layers = new ArrayList<NamedMask>();
    network
        .parameters()
        .filter(p -> p.role() == Role.WEIGHT)
        .forEach(
            p -> {
              float[] values = p.toArray();
              boolean[] keeps = new boolean[values.length];
              for (int i = 0; i < keeps.length; i++) {
                keeps[i] = values[i] != 0;
              }
              layers.add(NamedMask.of(p.name(), p.shape(), keeps));
            });
    return of(layers);
  }

  private static NamedMask ones(Parameter parameter) {
    var shape = parameter.tensor().shape();
    boolean[] keeps = new boolean[shape.size()];
    Arrays.fill(keeps, true);
    return NamedMask.of(parameter.name(), shape, keeps);
  }

  /// In the network's order.
  public List<NamedMask> layers() {
    return List.copyOf(layers.values());
  }

  /// One layer.
  ///
  /// @throws IllegalArgumentException if no prunable parameter has that name
  public NamedMask layer(String name) {
    NamedMask layer = layers.get(name);
    if (layer == null) {
      throw new IllegalArgumentException("no prunable parameter '" + name + "'");
    }
    return layer;
  }

  /// The number of entries of a layer that stay.
  public static int kept(NamedMask layer) {
    int count = 0;
    for (int i = 0; i < layer.shape().size(); i++) {
      count += layer.keeps(i) ? 1 : 0;
    }
    return count;
  }

  /// The number of weights that stay.
  public long kept() {
    return layers.values().stream().mapToLong(Mask::kept).sum();
  }

  /// The number of prunable weights.
  public long size() {
    return layers.values().stream().mapToLong(layer -> layer.shape().size()).sum();
  }

  /// Surviving / prunable weights.
  public double density() {
    return (double) kept() / size();
  }

  /// The names of the layers that have no weight left (Tanaka et al. 2020, "layer collapse").
  public List<String> empty() {
    return layers.values().stream().filter(layer -> kept(layer) == 0).map(NamedMask::name).toList();
  }

  /// Whether every weight kept here is kept in `other`: masks only ever shrink.
  public boolean within(Mask other) {
    for (NamedMask layer : layers.values()) {
      NamedMask outer = other.layer(layer.name());
      for (int i = 0; i < layer.shape().size(); i++) {
        if (layer.keeps(i) && !outer.keeps(i)) {
          return false;
        }
      }
    }
    return true;
  }

  /// `mask ⊙ weights`: pruned entries are +0, whatever was there.
  public Weights apply(Weights weights) {
    var masked = new ArrayList<NamedTensor>();
    for (NamedTensor tensor : weights.tensors().values()) {
      NamedMask layer = layers.get(tensor.name());
      if (layer == null) {
        masked.add(tensor);
      } else {
        masked.add(NamedTensor.of(tensor.name(), tensor.shape(), gated(tensor.toArray(), layer)));
      }
    }
    return Weights.of(masked);
  }

  /// The same for the running averages of an optimiser, called `<weight>.<average>`.
  public OptimizerState apply(OptimizerState state) {
    var masked = new ArrayList<NamedTensor>();
    for (NamedTensor tensor : state.tensors().tensors().values()) {
      String of = tensor.name().substring(0, tensor.name().lastIndexOf('.'));
      NamedMask layer = layers.get(of);
      masked.add(
          layer == null
              ? tensor
              : NamedTensor.of(tensor.name(), tensor.shape(), gated(tensor.toArray(), layer)));
    }
    return new OptimizerState(state.steps(), Weights.of(masked));
  }

  private static float[] gated(float[] values, NamedMask layer) {
    for (int i = 0; i < values.length; i++) {
      values[i] = layer.keeps(i) ? values[i] : 0f;
    }
    return values;
  }

  /// Makes a network's training keep pruned weights at +0 from now on.
  public void bind(Module network) {
    network
        .parameters()
        .filter(p -> layers.containsKey(p.name()))
        .forEach(p -> p.mask(layer(p.name()).toZeroOne()));
  }

  /// Checks that another mask is of the same network.
  ///
  /// @throws WeightsException unless both have the same layers in the same shapes
  public void requireLike(Mask other) {
    var here = new LinkedHashMap<String, Shape>();
    layers().forEach(layer -> here.put(layer.name(), layer.shape()));
    var there = new LinkedHashMap<String, Shape>();
    other.layers().forEach(layer -> there.put(layer.name(), layer.shape()));
    if (!here.equals(there)) {
      throw new WeightsException("masks %s, expected %s".formatted(here, there));
    }
  }

  public void write(Path file) {
    SafeTensors.of(layers.values(), Map.of()).write(file);
  }

  /// Reads what [#write] wrote.
  ///
  /// @throws org.tombola.nn.WeightsException if the file holds no masks
  public static Mask read(Path file) {
    SafeTensors content = SafeTensors.read(file);
    return of(content.entries().values().stream().map(Entry::name).map(content::mask).toList());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Mask that && layers.equals(that.layers);
  }

  @Override
  public int hashCode() {
    return layers.hashCode();
  }

  /// Like `26620 of 266200 weights`.
  @Override
  public String toString() {
    return kept() + " of " + size() + " weights";
  }
}
