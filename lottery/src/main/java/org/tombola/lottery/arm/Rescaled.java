package org.tombola.lottery.arm;

import org.tombola.lottery.prune.Mask;
import org.tombola.nn.NamedMask;
import org.tombola.nn.NamedTensor;
import org.tombola.nn.Weights;

/// What a layer's inputs that are left give is made as large as what all of them gave: its weights
/// are divided by the share of its inputs that a weight still reads. The output of a layer that is
/// a mean over its inputs stays a mean when some go (Ye et al. 2020, "Good subnetworks provably
/// exist", section 2).
record Rescaled() implements StartRule {
  @Override
  public String name() {
    return "rescaled";
  }

  @Override
  public String about() {
    return "weights of a layer divided by the share of its inputs that are left";
  }

  @Override
  public Weights apply(Weights weights, Mask mask, double amount, Draws draws) {
    return StartRule.eachLayer(
        weights, mask, (layer, left) -> times(layer, (float) (1 / inputsLeft(left))));
  }

  private static float[] times(NamedTensor layer, float factor) {
    float[] values = layer.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
    return values;
  }

  /// The share of inputs, maps of a convolution, that are read; 1 if none is.
  private static double inputsLeft(NamedMask layer) {
    int inputs = layer.shape().dim(1);
    int each = layer.shape().size() / layer.shape().dim(0) / inputs;
    boolean[] read = new boolean[inputs];
    for (int i = 0; i < layer.shape().size(); i++) {
      read[i / each % inputs] |= layer.keeps(i);
    }
    int count = 0;
    for (boolean its : read) {
      count += its ? 1 : 0;
    }
    return count == 0 ? 1 : (double) count / inputs;
  }
}
