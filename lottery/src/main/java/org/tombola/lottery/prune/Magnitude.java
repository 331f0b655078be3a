package org.tombola.lottery.prune;

import org.tombola.engine.RandomStream;
import org.tombola.nn.NamedTensor;

/// `|w|`, usually after training: what a network does not use, it has made small (Frankle and
/// Carbin 2019, section 2).
record Magnitude() implements LayerCriterion {
  @Override
  public String name() {
    return "magnitude";
  }

  @Override
  public String about() {
    return "absolute value of the weight";
  }

  @Override
  public float[] scores(NamedTensor layer, RandomStream random) {
    float[] scores = layer.toArray();
    for (int i = 0; i < scores.length; i++) {
      scores[i] = Math.abs(scores[i]);
    }
    return scores;
  }
}
