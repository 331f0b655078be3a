package org.tombola.lottery.rewire;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tombola.engine.Gradients;
import org.tombola.engine.RandomStream;
import org.tombola.engine.Rng;
import org.tombola.engine.Tape;
import org.tombola.engine.Tensor;
import org.tombola.engine.Workspace;
import org.tombola.lottery.prune.Mask;
import org.tombola.nn.NamedMask;
import org.tombola.nn.NamedTensor;
import org.tombola.nn.Parameter;
import org.tombola.nn.Role;
import org.tombola.nn.Weights;

/// A mask that is learned while the weights stay what they were: what is trained is a score `s` a
/// weight, and the network computes with `w ⊙ g(s)`.
///
/// | rule | g(s) | in its place for the gradient |
/// |---|---|---|
/// | `edge-popup` | 1 for as many of a layer as its mask has, the largest `|s|` (Ramanujan et al. 2020) | `|s|` |
/// | `supermask` | 1 with the probability `σ(s)`, drawn anew each time (Zhou et al. 2019, section 5) | `σ(s)` |
/// | `supermask-rescaled` | the same times `size / Σg` of the layer, "dynamic weight rescaling" | the same times that factor |
///
/// Straight-through: `∂L/∂s` is `∂L/∂g` times the slope of what stands in its place, and `∂L/∂gᵢ =
/// Gᵢ wᵢ` with `G` the gradient by what the network computes with. The factor depends on all of a
/// layer's scores, as in the authors' program: with it, `w̃ = w ⊙ g · size / Σg` and `∂L/∂gᵢ = Gᵢ
/// wᵢ · size / Σg − (Σⱼ Gⱼ w̃ⱼ) / Σg`.
final class Scores implements Learned {
  /// No weight is sure to come or to go at first: the slope of the probability would be 0.
  private static final double LEAST = 0.01;

  /// One layer: the fixed weights, and what decides about them.
  private static final class Layer {
    final Parameter weight; // what the network computes with, w ⊙ g(s)
    final Tensor fixed; // w
    final Parameter score;
    final int count; // of ones, at first and on average where they are drawn
    int ones; // now

    Layer(Parameter weight, int count) {
      this.weight = weight;
      this.fixed =
          Tensor.copyOf(
              weight.tensor().backend(), weight.tensor().kind(), weight.shape(), weight.toArray());
      this.score = new Parameter(weight.name() + ".score", Role.WEIGHT, weight.shape());
      this.count = count;
      weight.mask(null);
    }

    /// Size over ones.
    float scale() {
      return (float) weight.shape().size() / Math.max(1, ones);
    }

    void put(boolean[] keeps, boolean rescaled) {
      float[] values = fixed.toArray();
      ones = 0;
      for (boolean keep : keeps) {
        ones += keep ? 1 : 0;
      }
      float scale = rescaled ? scale() : 1;
      for (int i = 0; i < values.length; i++) {
        values[i] = keeps[i] ? scale * values[i] : 0;
      }
      weight.write(values);
    }
  }

  private final RewireRule rule;
  private final List<Layer> layers;
  private final Rng random;
  private final String stream;
  private final Workspace workspace;

  /// @param weights of the network, as they are now
  /// @param target how many ones each layer has; of a mask that is drawn, at first and on average
  /// @param stream of random numbers, by name
  Scores(RewireRule rule, List<Parameter> weights, Mask target, Rng random, String stream) {
    this.rule = rule;
    this.random = random;
    this.stream = stream;
    this.layers =
        weights.stream().map(p -> new Layer(p, Mask.kept(target.layer(p.name())))).toList();
    this.workspace = new Workspace(weights.getFirst().tensor().backend());
    layers.forEach(layer -> layer.score.write(first(layer)));
  }

  /// Of `edge-popup` U(−b, b) with `b = 1 / √fan-in`, Kaiming's uniform of slope √5; of the others
  /// the same number in all of a layer, whose probability is the layer's share of ones.
  private float[] first(Layer layer) {
    int size = layer.weight.shape().size();
    float[] scores = new float[size];
    RandomStream numbers = random.stream("%s/%s/scores".formatted(stream, layer.weight.name()));
    double bound = Math.sqrt((double) layer.weight.shape().dim(0) / size);
    double share = Math.clamp((double) layer.count / size, LEAST, 1 - LEAST);
    double certain = StrictMath.log(share / (1 - share));
    for (int i = 0; i < size; i++) {
      scores[i] =
          (float) (rule == RewireRule.EDGE_POPUP ? bound * (2 * numbers.uniform(i) - 1) : certain);
    }
    return scores;
  }

  @Override
  public List<Parameter> parameters() {
    return layers.stream().map(layer -> layer.score).toList();
  }

  @Override
  public Gradients gradients(Gradients network) {
    return Tape.gradients(
        () -> {
          Tensor sum = Tensor.scalar(0);
          for (Layer layer : layers) {
            Tensor s = layer.score.tensor();
            Tensor g = rule == RewireRule.EDGE_POPUP ? s.abs() : s.sigmoid();
            sum = sum.plus(g.times(byMask(layer, network.of(layer.weight.tensor()))).sum());
          }
          return sum;
        });
  }

  /// `∂L/∂g`.
  private Tensor byMask(Layer layer, Tensor gradient) {
    Tensor direct = gradient.times(layer.fixed);
    if (rule != RewireRule.SUPERMASK_RESCALED) {
      return direct;
    }
    float each = 1f / Math.max(1, layer.ones);
    Tensor ofFactor = gradient.times(layer.weight.tensor()).sum().times(each);
    return direct.times(layer.scale()).minus(ofFactor);
  }

  @Override
  public Mask choose(int draw) {
    var masks = new ArrayList<NamedMask>();
    for (Layer layer : layers) {
      boolean[] keeps =
          rule == RewireRule.EDGE_POPUP
              ? largest(layer.score.toArray(), layer.count)
              : drawn(layer, draw);
      masks.add(NamedMask.of(layer.weight.name(), layer.weight.shape(), keeps));
    }
    Mask mask = Mask.of(masks);
    put(mask);
    return mask;
  }

  private boolean[] drawn(Layer layer, int draw) {
    float[] probabilities = workspace.step(() -> layer.score.tensor().sigmoid().toArray());
    RandomStream numbers = random.stream("%s/%s/%d".formatted(stream, layer.weight.name(), draw));
    boolean[] keeps = new boolean[probabilities.length];
    for (int i = 0; i < keeps.length; i++) {
      keeps[i] = numbers.uniform(i) < probabilities[i];
    }
    return keeps;
  }

  /// The `count` scores that are largest in size; of equals those with the higher index. By counts
  /// of the upper and then the lower half of their bits, as a sort takes longer than a training
  /// step.
  static boolean[] largest(float[] scores, int count) {
    boolean[] keeps = new boolean[scores.length];
    if (count == 0) {
      return keeps;
    }
    int[] upper = new int[1 << 15];
    for (float score : scores) {
      upper[size(score) >>> 16]++;
    }
    int left = count;
    int high = upper.length - 1;
    while (left > upper[high]) {
      left -= upper[high--];
    }
    int[] lower = new int[1 << 16];
    for (float score : scores) {
      if (size(score) >>> 16 == high) {
        lower[size(score) & 0xFFFF]++;
      }
    }
    int low = lower.length - 1;
    while (left > lower[low]) {
      left -= lower[low--];
    }
    int threshold = high << 16 | low;
    for (int i = keeps.length - 1; i >= 0; i--) {
      int size = size(scores[i]);
      keeps[i] = size > threshold || (size == threshold && left-- > 0);
    }
    return keeps;
  }

  /// Bits in the order of absolute values.
  private static int size(float score) {
    return Float.floatToIntBits(score) & 0x7FFFFFFF;
  }

  @Override
  public void put(Mask mask) {
    boolean rescaled = rule == RewireRule.SUPERMASK_RESCALED;
    for (Layer layer : layers) {
      layer.put(mask.layer(layer.weight.name()).toArray(), rescaled);
    }
  }

  @Override
  public Weights state() {
    return Weights.of(
        layers.stream()
            .map(l -> NamedTensor.of(l.weight.name(), l.weight.shape(), l.score.toArray()))
            .toList());
  }

  @Override
  public void restore(Weights state) {
    Map<Layer, float[]> scores = new HashMap<>();
    layers.forEach(layer -> scores.put(layer, state.get(layer.weight.name()).toArray()));
    scores.forEach((layer, values) -> layer.score.write(values));
  }
}
