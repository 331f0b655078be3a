package org.tombola.lottery.recipe;

import static org.tombola.lottery.recipe.InvalidSettings.require;

/// Keys `arm.<name>.rewire.gates.*`: random factors of the weights, whose distributions are
/// trained.
///
/// @param dropout the rate at which weights are missing at first
/// @param penalty λ: the loss has λ times the price of all weights over the number of the recipe's
///   training examples, also where the arm has others; 0 at `rewire.from`, from where it grows
///   until `rewire.until`
public record GateSettings(double dropout, double penalty) {
  public static final GateSettings DEFAULTS = new GateSettings(0.1, 1);

  public GateSettings {
    require(
        dropout >= 1e-6 && dropout <= 0.9,
        "arm.rewire.gates.dropout",
        dropout,
        "in 0.000001 .. 0.9");
    require(penalty >= 0 && penalty <= 1e9, "arm.rewire.gates.penalty", penalty, "in 0 .. 1e9");
  }
}
