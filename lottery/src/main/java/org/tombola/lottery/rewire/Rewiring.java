package org.tombola.lottery.rewire;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tombola.engine.Gradients;
import org.tombola.engine.RandomStream;
import org.tombola.engine.Rng;
import org.tombola.lottery.prune.Mask;
import org.tombola.nn.Module;
import org.tombola.nn.NamedMask;
import org.tombola.nn.NamedTensor;
import org.tombola.nn.Parameter;
import org.tombola.nn.Weights;
import org.tombola.nn.optim.Optimizer;

/// The mask of one training, as it changes (Mocanu et al. 2018, SET; Evci et al. 2020, RigL;
/// Dettmers and Zettlemoyer 2019, SNFS; Zhu and Gupta 2017, gradual pruning), or as it is learned
/// (`Learned`).
///
/// Every layer keeps its count, but for gradual pruning. A weight that comes begins at +0, and so
/// do the optimiser's averages of it: those of pruned weights are +0. SNFS grows by an average of
/// the gradients that forgets a tenth a step, and moves no weights between layers.
public final class Rewiring {
  private static final float MEMORY = 0.9f;

  /// Masks over which an accuracy is a mean, if they are drawn.
  private static final int SAMPLES = 10;

  private final RewirePlan plan;
  private final List<Parameter> layers;
  private final Mask target;
  private final Rng random;
  private final String stream;
  private final Map<String, float[]> scores = new HashMap<>();
  private final @Nullable Learned learned;
  private Mask mask;

  /// @param mask at the start, bound to the network
  /// @param target what gradual pruning ends with, as far as the numbers of each layer go; of a
  ///   mask that scores choose these numbers
  /// @param stream of random numbers, by name
  public Rewiring(
      RewirePlan plan, Module network, Mask mask, Mask target, Rng random, String stream) {
    this.plan = plan;
    this.mask = mask;
    this.target = target;
    this.random = random;
    this.stream = stream;
    var names = mask.layers().stream().map(NamedMask::name).toList();
    this.layers = network.parameters().filter(p -> names.contains(p.name())).toList();
    boolean learns = plan.rule().learns();
    this.learned = learns ? Learned.of(plan, network, layers, target, random, stream) : null;
    if (learned != null) {
      this.mask = learned.choose(0);
    }
  }

  /// A mask that stays as it is.
  public static Rewiring none(Module network) {
    Mask dense = Mask.dense(network);
    return new Rewiring(RewirePlan.NONE, network, dense, dense, new Rng(0), "");
  }

  public boolean isNone() {
    return plan.rule() == RewireRule.NONE;
  }

  public Mask mask() {
    return mask;
  }

  /// Computes the gradients of a step, those of pruned weights too if they are wanted, and
  /// remembers of them what the rule needs. Weights that are drawn for the step are the network's
  /// until [#after].
  public Gradients gradients(int step, Supplier<Gradients> computing) {
    if (learned != null) {
      learned.begin(step);
    }
    if (!plan.wantsDense(step)) {
      return computing.get();
    }
    // A backend may leave out what a mask makes superfluous, so it must not know of the mask.
    layers.forEach(p -> p.tensor().backend().pattern(p.tensor().storage(), null));
    Gradients gradients;
    try {
      gradients = computing.get();
    } finally {
      layers.forEach(p -> p.tensor().backend().pattern(p.tensor().storage(), p.mask()));
    }
    for (Parameter p : layers) {
      float[] now = gradients.of(p.tensor()).toArray();
      if (plan.rule() == RewireRule.SNFS) {
        float[] average = scores.computeIfAbsent(p.name(), _ -> new float[now.length]);
        for (int i = 0; i < now.length; i++) {
          average[i] = MEMORY * average[i] + (1 - MEMORY) * now[i];
        }
      } else {
        scores.put(p.name(), now);
      }
    }
    return gradients;
  }

  /// What is trained instead of the network, if the mask is learned.
  public Optional<List<Parameter>> trained() {
    return Optional.ofNullable(learned).map(Learned::parameters);
  }

  /// Gradients of what is trained, from those of the network.
  public Gradients ofTrained(Gradients network) {
    return learned == null ? network : learned.gradients(network);
  }

  /// Something measured of the network; where its mask is drawn, the mean over ten of them.
  public double mean(DoubleSupplier measured) {
    if (learned == null || !plan.rule().draws()) {
      return measured.getAsDouble();
    }
    double sum = 0;
    for (int sample = 1; sample <= SAMPLES; sample++) {
      learned.choose(-sample);
      sum += measured.getAsDouble();
    }
    learned.put(mask);
    return sum / SAMPLES;
  }

  /// Whether a step changes the mask and not the weights.
  public boolean replacesUpdate(int step) {
    return plan.replacesUpdate(step);
  }

  /// Changes the mask, if the step does.
  public void after(int step, Optimizer optimizer) {
    if (!plan.isAt(step)) {
      return;
    }
    if (learned != null) {
      mask = learned.choose(step);
      return;
    }
    var changed = new ArrayList<NamedMask>();
    for (Parameter p : layers) {
      changed.add(changed(step, mask.layer(p.name()), p.toArray()));
    }
    bind(Mask.of(changed));
    optimizer.restore(mask.apply(optimizer.state()));
  }

  private NamedMask changed(int step, NamedMask layer, float[] weights) {
    int kept = Mask.kept(layer);
    if (plan.rule().shrinks()) {
      int size = weights.length;
      int last = Mask.kept(target.layer(layer.name()));
      int left = size - (int) Math.round(plan.shrunk(step) * (size - last));
      boolean any = plan.rule() == RewireRule.GRADUAL_RANDOM;
      float[] sizes = any ? numbers(step, layer) : weights;
      return Exchange.dropped(layer, sizes, Math.max(0, kept - Math.max(left, last)));
    }
    int count = (int) (plan.dropped(step) * kept);
    return Exchange.exchanged(layer, weights, growth(step, layer), count);
  }

  private float[] growth(int step, NamedMask layer) {
    if (plan.rule() == RewireRule.SET) {
      return numbers(step, layer);
    }
    float[] growth = new float[layer.shape().size()];
    float[] gradients = scores.getOrDefault(layer.name(), growth);
    for (int i = 0; i < growth.length; i++) {
      growth[i] = Math.abs(gradients[i]);
    }
    return growth;
  }

  private float[] numbers(int step, NamedMask layer) {
    RandomStream stream = random.stream("%s/%s/%d".formatted(this.stream, layer.name(), step));
    float[] numbers = new float[layer.shape().size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = stream.uniform(i);
    }
    return numbers;
  }

  private void bind(Mask now) {
    mask = now;
    layers.forEach(p -> p.mask(now.layer(p.name()).toZeroOne()));
  }

  /// For a checkpoint; empty if the mask stays as it is.
  public Optional<Rewired> state() {
    if (isNone()) {
      return Optional.empty();
    }
    if (learned != null) {
      return Optional.of(new Rewired(mask, learned.state()));
    }
    var averages = new ArrayList<NamedTensor>();
    if (plan.rule() == RewireRule.SNFS) {
      for (Parameter p : layers) {
        float[] its = scores.getOrDefault(p.name(), new float[p.shape().size()]);
        averages.add(NamedTensor.of(p.name(), p.shape(), its));
      }
    }
    return Optional.of(new Rewired(mask, Weights.of(averages)));
  }

  /// Goes on from a checkpoint; the weights are to be written after this.
  ///
  /// @throws org.tombola.nn.WeightsException if it is of another network
  public void restore(Rewired state) {
    mask.requireLike(state.mask());
    if (learned != null) {
      learned.restore(state.averages());
      mask = state.mask();
      learned.put(mask);
      return;
    }
    state.averages().tensors().forEach((name, tensor) -> scores.put(name, tensor.toArray()));
    bind(state.mask());
  }
}
