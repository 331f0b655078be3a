package org.tombola.lottery.arm;

import org.tombola.lottery.prune.Mask;
import org.tombola.nn.Weights;

/// Signs of one moment and sizes of another: the weights' own sizes with the signs of the
/// initialisation, or the other way round. What did the first steps change? (Frankle, Schwab and
/// Morcos 2020, section 4.)
record Signed(boolean initSigns) implements StartRule {
  @Override
  public String name() {
    return initSigns ? "init-signs" : "init-sizes";
  }

  @Override
  public String about() {
    return initSigns
        ? "the weights' own sizes with the signs of the initialisation"
        : "the sizes of the initialisation with the weights' own signs";
  }

  @Override
  public Weights apply(Weights weights, Mask mask, double amount, Draws draws) {
    Weights init = draws.init();
    return StartRule.eachLayer(
        weights,
        mask,
        (layer, _) ->
            initSigns
                ? Redrawn.signed(layer, init.get(layer.name()))
                : Redrawn.signed(init.get(layer.name()), layer));
  }
}
