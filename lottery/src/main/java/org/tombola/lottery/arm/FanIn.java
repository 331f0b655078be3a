package org.tombola.lottery.arm;

import org.tombola.engine.RandomStream;
import org.tombola.lottery.prune.Mask;
import org.tombola.nn.NamedMask;
import org.tombola.nn.NamedTensor;
import org.tombola.nn.Weights;

/// Weights drawn for a sparse network: N(0, g²/n), with g² = 2 before a ReLU and 1 in the output
/// layer. Do signal and gradient pass as in a dense network? (Evci et al. 2022, "Gradient Flow in
/// Sparse Neural Networks and How Lottery Tickets Win".)
///
/// @param perUnit whether n is the number of surviving inputs of each unit, or the mean of its
///   layer (Liu et al. 2019, "Rethinking the Value of Network Pruning")
record FanIn(boolean perUnit) implements StartRule {
  @Override
  public String name() {
    return perUnit ? "sparse-fan-in" : "layer-fan-in";
  }

  @Override
  public String about() {
    return "redrawn from N(0, 2/n), output layer N(0, 1/n), n the surviving inputs of "
        + (perUnit ? "each unit" : "a unit, mean over the layer");
  }

  @Override
  public Weights apply(Weights weights, Mask mask, double amount, Draws draws) {
    String output = mask.layers().getLast().name();
    return StartRule.eachLayer(
        weights,
        mask,
        (layer, keeps) ->
            drawn(layer, keeps, layer.name().equals(output) ? 1 : 2, draws.of(layer.name())));
  }

  /// A unit without inputs keeps zeros.
  private float[] drawn(NamedTensor layer, NamedMask keeps, double gain, RandomStream random) {
    int units = layer.shape().dim(0);
    int inputs = layer.shape().size() / units;
    double mean = (double) Mask.kept(keeps) / units;
    float[] values = new float[units * inputs];
    for (int unit = 0; unit < units; unit++) {
      double fanIn = perUnit ? kept(keeps, unit * inputs, inputs) : mean;
      for (int i = unit * inputs; i < (unit + 1) * inputs; i++) {
        values[i] = keeps.keeps(i) ? (float) (Math.sqrt(gain / fanIn) * random.gaussian(i)) : 0;
      }
    }
    return values;
  }

  private static int kept(NamedMask keeps, int from, int count) {
    int kept = 0;
    for (int i = from; i < from + count; i++) {
      kept += keeps.keeps(i) ? 1 : 0;
    }
    return kept;
  }
}
