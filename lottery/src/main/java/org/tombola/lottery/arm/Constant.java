package org.tombola.lottery.arm;

import java.util.Arrays;
import org.tombola.engine.RandomStream;
import org.tombola.lottery.prune.Mask;
import org.tombola.nn.NamedTensor;
import org.tombola.nn.Weights;

/// Each weight as large as its layer's standard deviation, with its own sign or with one at random
/// (Zhou et al. 2019, section 4.1, "constant").
record Constant(boolean sameSigns) implements StartRule {
  @Override
  public String name() {
    return sameSigns ? "constant" : "constant-random-signs";
  }

  @Override
  public String about() {
    return "all weights of a layer of one size, each with "
        + (sameSigns ? "the sign it had" : "a sign at random");
  }

  @Override
  public Weights apply(Weights weights, Mask mask, double amount, Draws draws) {
    return StartRule.eachLayer(
        weights,
        mask,
        (layer, _) -> {
          float[] same = new float[layer.shape().size()];
          Arrays.fill(same, (float) Noised.deviation(layer.toArray()));
          return sameSigns
              ? Redrawn.signed(NamedTensor.of(layer.name(), layer.shape(), same), layer)
              : randomly(same, draws.of(layer.name()));
        });
  }

  private static float[] randomly(float[] values, RandomStream random) {
    for (int i = 0; i < values.length; i++) {
      values[i] = random.bits(i) < 0 ? -values[i] : values[i];
    }
    return values;
  }
}
