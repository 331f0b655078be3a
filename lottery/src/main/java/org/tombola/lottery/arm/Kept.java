package org.tombola.lottery.arm;

import org.tombola.lottery.prune.Mask;
import org.tombola.nn.Weights;

/// The weights as they are.
record Kept() implements StartRule {
  @Override
  public String name() {
    return "kept";
  }

  @Override
  public String about() {
    return "the weights as they are";
  }

  @Override
  public Weights apply(Weights weights, Mask mask, double amount, Draws draws) {
    return weights;
  }
}
