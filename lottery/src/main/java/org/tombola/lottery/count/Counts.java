package org.tombola.lottery.count;

import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tombola.engine.Shape;
import org.tombola.engine.Tensor;
import org.tombola.engine.Trace;
import org.tombola.lottery.prune.Mask;
import org.tombola.lottery.prune.Pruning;
import org.tombola.nn.Module;
import org.tombola.nn.NamedMask;
import org.tombola.nn.Parameter;
import org.tombola.nn.Phase;

/// The denominators of a network: how often each of its weights is used, seen by doing a forward
/// pass once. Papers quote sparsity over different sets of layers, so all are given.
public final class Counts {
  private final Map<String, Long> uses;

  private Counts(Map<String, Long> uses) {
    this.uses = uses;
  }

  /// Does a forward pass of one example, on the network's backend.
  ///
  /// @param input the shape of an example, (C,H,W)
  public static Counts of(Module network, Shape input) {
    var names = new IdentityHashMap<Tensor, String>();
    for (Parameter parameter : network.parameters().toList()) {
      names.put(parameter.tensor(), parameter.name());
    }
    Shape one = Shape.of(1, input.dim(0), input.dim(1), input.dim(2));
    var uses = new LinkedHashMap<String, Long>();
    var zeros = Tensor.batch(one, new float[one.size()]);
    for (Trace.Step step : Trace.of(() -> network.forward(zeros, Phase.EVAL).shape())) {
      for (Tensor operand : step.inputs()) {
        String name = names.get(operand);
        if (name != null && operand.shape().rank() > 1) {
          uses.merge(name, (long) step.out().size() / operand.shape().dim(0), Long::sum);
        }
      }
    }
    return new Counts(uses);
  }

  /// Every prunable layer under a mask, in the network's order.
  ///
  /// @param pruning knows which layers it leaves alone
  public List<LayerCount> layers(Mask mask, Pruning pruning) {
    List<String> exempt = pruning.exempt(mask).stream().map(NamedMask::name).toList();
    return mask.layers().stream()
        .map(layer -> count(layer, exempt.contains(layer.name())))
        .toList();
  }

  /// Every prunable layer under a mask, none of them exempt.
  public List<LayerCount> layers(Mask mask) {
    return mask.layers().stream().map(layer -> count(layer, false)).toList();
  }

  private LayerCount count(NamedMask layer, boolean exempt) {
    int units = layer.shape().dim(0);
    int perUnit = layer.shape().size() / units;
    int dead = 0;
    for (int u = 0; u < units; u++) {
      boolean any = false;
      for (int i = u * perUnit; i < (u + 1) * perUnit; i++) {
        any |= layer.keeps(i);
      }
      dead += any ? 0 : 1;
    }
    return new LayerCount(
        layer.name(),
        layer.shape().size(),
        Mask.kept(layer),
        units,
        dead,
        uses.getOrDefault(layer.name(), 0L),
        exempt);
  }
}
