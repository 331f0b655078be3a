package org.tombola.lottery.arm;

import java.util.HashMap;
import java.util.function.BiFunction;
import org.tombola.lottery.prune.Mask;
import org.tombola.nn.NamedMask;
import org.tombola.nn.NamedTensor;
import org.tombola.nn.Weights;

/// What is done to weights before a network starts from them, to find out what in them matters.
interface StartRule {
  /// What a recipe calls it.
  String name();

  /// One line.
  String about();

  /// The start weights: a pure function of its arguments. Pruned entries are set to zero
  /// afterwards.
  ///
  /// @param weights of the whole network, not masked
  /// @param amount how much is done, for a rule that can do more or less
  Weights apply(Weights weights, Mask mask, double amount, Draws draws);

  /// The same weights with each prunable layer replaced; biases, normalisations and running
  /// statistics stay.
  static Weights eachLayer(
      Weights weights, Mask mask, BiFunction<NamedTensor, NamedMask, float[]> change) {
    var layers = new HashMap<String, NamedMask>();
    mask.layers().forEach(layer -> layers.put(layer.name(), layer));
    return Weights.of(
        weights.tensors().values().stream()
            .map(
                tensor -> {
                  NamedMask layer = layers.get(tensor.name());
                  return layer == null
                      ? tensor
                      : NamedTensor.of(tensor.name(), tensor.shape(), change.apply(tensor, layer));
                })
            .toList());
  }
}
