package org.tombola.lottery.analysis;

import java.util.List;
import org.tombola.lottery.recipe.InvalidSettings;
import org.tombola.lottery.recipe.Settings;
import org.tombola.nn.Module;
import org.tombola.nn.Units;

/// The first hidden linear layer that another linear layer reads, which some analyses are about.
final class HiddenLayer {
  private HiddenLayer() {}

  static Units first(Module network) {
    return Units.betweenLinear(network).getFirst();
  }

  /// @param analysis that is about it
  /// @throws InvalidSettings if a network has none
  static void check(String analysis, Settings settings, Instruments instruments) {
    List<Units> layers = Units.betweenLinear(instruments.network());
    if (layers.isEmpty()) {
      throw new InvalidSettings(
          "analyses: %s is about a hidden linear layer that a linear layer reads, and the network %s has none; ask about another network, like lenet-300-100"
              .formatted(analysis, settings.network()));
    }
  }
}
