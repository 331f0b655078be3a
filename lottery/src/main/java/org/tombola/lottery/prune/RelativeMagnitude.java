package org.tombola.lottery.prune;

import org.tombola.engine.RandomStream;
import org.tombola.nn.NamedTensor;

/// `|w| / σ`, with σ the standard deviation of the layer's weights that are left. In the scope
/// `global` a layer loses its weights below q · σ, with one q for all layers (Han et al. 2015,
/// "Learning both Weights and Connections", section 3.1, where q may differ from layer to layer).
record RelativeMagnitude() implements LayerCriterion {
  @Override
  public String name() {
    return "relative-magnitude";
  }

  @Override
  public String about() {
    return "absolute value of the weight over the standard deviation of its layer";
  }

  @Override
  public float[] scores(NamedTensor layer, RandomStream random) {
    float[] scores = layer.toArray();
    double deviation = deviation(scores);
    for (int i = 0; i < scores.length; i++) {
      scores[i] = (float) (Math.abs(scores[i]) / deviation);
    }
    return scores;
  }

  /// Of the weights that are not 0; 1 where they are all the same up to rounding.
  private static double deviation(float[] weights) {
    int count = 0;
    double sum = 0;
    for (float w : weights) {
      count += w == 0 ? 0 : 1;
      sum += w;
    }
    double mean = count == 0 ? 0 : sum / count;
    double squares = 0;
    for (float w : weights) {
      double off = w == 0 ? 0 : w - mean;
      squares += off * off;
    }
    double deviation = count == 0 ? 0 : Math.sqrt(squares / count);
    return deviation <= 1e-6 * Math.abs(mean) ? 1 : deviation;
  }
}
