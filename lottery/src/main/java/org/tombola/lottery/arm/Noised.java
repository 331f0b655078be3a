package org.tombola.lottery.arm;

import org.tombola.engine.RandomStream;
import org.tombola.lottery.prune.Mask;
import org.tombola.nn.NamedTensor;
import org.tombola.nn.Weights;

/// Gaussian noise added to each weight, `amount` times as wide as the weights of its layer spread:
/// how near must a start be? (Frankle and Carbin 2019, appendix F; Frankle, Schwab and Morcos 2020,
/// section 4.)
record Noised() implements StartRule {
  @Override
  public String name() {
    return "noised";
  }

  @Override
  public String about() {
    return "with Gaussian noise of `amount` standard deviations of the layer's weights";
  }

  @Override
  public Weights apply(Weights weights, Mask mask, double amount, Draws draws) {
    return StartRule.eachLayer(
        weights, mask, (layer, _) -> noised(layer, amount, draws.of(layer.name())));
  }

  private static float[] noised(NamedTensor layer, double amount, RandomStream random) {
    float[] values = layer.toArray();
    double width = amount * deviation(values);
    for (int i = 0; i < values.length; i++) {
      values[i] += (float) (width * random.gaussian(i));
    }
    return values;
  }

  /// The standard deviation, without Bessel's correction.
  static double deviation(float[] values) {
    double sum = 0;
    double squares = 0;
    for (float value : values) {
      sum += value;
      squares += (double) value * value;
    }
    double mean = sum / values.length;
    return Math.sqrt(Math.max(0, squares / values.length - mean * mean));
  }
}
