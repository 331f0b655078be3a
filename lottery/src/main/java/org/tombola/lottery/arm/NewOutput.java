package org.tombola.lottery.arm;

import org.tombola.lottery.prune.Mask;
import org.tombola.nn.NamedTensor;
import org.tombola.nn.Weights;

/// The weights as they are but for those of the output layer, which are drawn anew: the classes of
/// another task are others (Morcos et al. 2019, "One ticket to win them all").
record NewOutput() implements StartRule {
  @Override
  public String name() {
    return "new-output";
  }

  @Override
  public String about() {
    return "the weights as they are, the output layer drawn anew, its bias too";
  }

  @Override
  public Weights apply(Weights weights, Mask mask, double amount, Draws draws) {
    String output = layer(mask.layers().getLast().name());
    Weights fresh = draws.redrawn();
    return Weights.of(
        weights.tensors().values().stream()
            .map(tensor -> layer(tensor.name()).equals(output) ? of(fresh, tensor) : tensor)
            .toList());
  }

  private static NamedTensor of(Weights weights, NamedTensor tensor) {
    return weights.get(tensor.name());
  }

  private static String layer(String name) {
    return name.substring(0, Math.max(0, name.lastIndexOf('.')));
  }
}
