package org.tombola.lottery.arm;

import org.tombola.engine.RandomStream;
import org.tombola.lottery.prune.Mask;
import org.tombola.nn.NamedMask;
import org.tombola.nn.NamedTensor;
import org.tombola.nn.Weights;

/// Each weight drawn, with replacement, from those of its layer that survive: does the distribution
/// of a ticket's weights make it? (Frankle and Carbin 2019, appendix F, "the distribution D_m".)
record Resampled() implements StartRule {
  @Override
  public String name() {
    return "resampled";
  }

  @Override
  public String about() {
    return "each weight drawn from the surviving ones of its layer";
  }

  @Override
  public Weights apply(Weights weights, Mask mask, double amount, Draws draws) {
    return StartRule.eachLayer(
        weights, mask, (layer, keeps) -> drawn(layer, keeps, draws.of(layer.name())));
  }

  private static float[] drawn(NamedTensor layer, NamedMask keeps, RandomStream random) {
    int[] kept = Shuffled.kept(keeps);
    float[] values = layer.toArray();
    for (int i = 0; i < kept.length; i++) {
      values[kept[i]] = layer.at(kept[random.below(i, kept.length)]);
    }
    return values;
  }
}
