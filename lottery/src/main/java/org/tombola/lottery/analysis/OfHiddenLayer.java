package org.tombola.lottery.analysis;

import java.util.List;
import org.tombola.lottery.recipe.InvalidSettings;
import org.tombola.lottery.recipe.Settings;
import org.tombola.nn.Module;
import org.tombola.nn.Units;

/// A question about the first hidden linear layer that another linear layer reads.
interface OfHiddenLayer extends Analysis {
  static Units first(Module network) {
    return Units.betweenLinear(network).getFirst();
  }

  @Override
  default void check(Settings settings, Instruments instruments) {
    List<Units> layers = Units.betweenLinear(instruments.network());
    if (layers.isEmpty()) {
      throw new InvalidSettings(
          "analyses: %s is about a hidden linear layer that a linear layer reads, and the network %s has none; ask about another network, like lenet-300-100"
              .formatted(question().name(), settings.network()));
    }
  }
}
