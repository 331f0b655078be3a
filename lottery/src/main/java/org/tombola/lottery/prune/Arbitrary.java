package org.tombola.lottery.prune;

import org.tombola.engine.RandomStream;
import org.tombola.nn.NamedTensor;

/// Uniform random scores: what pruning does when it knows nothing.
record Arbitrary() implements LayerCriterion {
  @Override
  public String name() {
    return "random";
  }

  @Override
  public String about() {
    return "a random number, the control of every other criterion";
  }

  @Override
  public float[] scores(NamedTensor layer, RandomStream random) {
    float[] scores = new float[layer.shape().size()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = random.uniform(i);
    }
    return scores;
  }
}
