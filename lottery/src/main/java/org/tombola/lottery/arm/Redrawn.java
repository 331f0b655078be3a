package org.tombola.lottery.arm;

import org.tombola.lottery.prune.Mask;
import org.tombola.nn.NamedTensor;
import org.tombola.nn.Weights;

/// The whole network drawn anew: does the structure alone make a ticket? (Frankle and Carbin 2019,
/// section 2, "random reinitialization".) With the signs of the weights kept: do the signs? (Zhou
/// et al. 2019, section 4; Frankle, Schwab and Morcos 2020, section 4.)
record Redrawn(boolean sameSigns) implements StartRule {
  @Override
  public String name() {
    return sameSigns ? "redrawn-same-signs" : "redrawn";
  }

  @Override
  public String about() {
    return "the network drawn anew" + (sameSigns ? ", each weight with the sign it had" : "");
  }

  @Override
  public Weights apply(Weights weights, Mask mask, double amount, Draws draws) {
    Weights fresh = draws.redrawn();
    return sameSigns
        ? StartRule.eachLayer(fresh, mask, (drawn, _) -> signed(drawn, weights.get(drawn.name())))
        : fresh;
  }

  /// The sizes of one and the signs of another.
  static float[] signed(NamedTensor sizes, NamedTensor signs) {
    float[] values = sizes.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.copySign(values[i], signs.at(i));
    }
    return values;
  }
}
