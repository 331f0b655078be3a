package org.tombola.lottery.arm;

import java.util.Arrays;
import org.tombola.lottery.prune.Mask;
import org.tombola.nn.NamedTensor;
import org.tombola.nn.Weights;

/// Each weight as large as its layer's standard deviation, with its own sign (Zhou et al. 2019,
/// section 4.1, "constant").
record Constant() implements StartRule {
  @Override
  public String name() {
    return "constant";
  }

  @Override
  public String about() {
    return "all weights of a layer of one size, each with the sign it had";
  }

  @Override
  public Weights apply(Weights weights, Mask mask, double amount, Draws draws) {
    return StartRule.eachLayer(weights, mask, (layer, _) -> constant(layer));
  }

  private static float[] constant(NamedTensor layer) {
    float[] values = layer.toArray();
    float[] same = new float[values.length];
    Arrays.fill(same, (float) Noised.deviation(values));
    return Redrawn.signed(NamedTensor.of(layer.name(), layer.shape(), same), layer);
  }
}
