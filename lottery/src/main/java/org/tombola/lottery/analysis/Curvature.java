package org.tombola.lottery.analysis;

import java.util.ArrayList;
import java.util.List;
import org.tombola.datasets.Examples;
import org.tombola.datasets.Splits;
import org.tombola.lottery.prune.Derivatives;
import org.tombola.lottery.prune.Mask;
import org.tombola.nn.NamedMask;

/// First and second derivatives of a network's mean loss on some examples with respect to its
/// prunable weights. No regulariser; batch normalisations take the statistics of the examples.
final class Curvature {
  private static final int EXAMPLES = 1000;

  private final Derivatives loss;
  private final Mask mask;

  private Curvature(Derivatives loss, Mask mask) {
    this.loss = loss;
    this.mask = mask;
  }

  /// On the first examples, 1,000 at most.
  static Curvature of(Snapshot at, Instruments instruments, Examples examples) {
    at.weights().into(instruments.network());
    Examples first = Splits.first(examples, Math.min(EXAMPLES, examples.size()));
    List<String> names = at.mask().layers().stream().map(NamedMask::name).toList();
    return new Curvature(Derivatives.ofLoss(instruments.network(), names, first, 1), at.mask());
  }

  /// A layer each, row-major, pruned weights included.
  List<float[]> gradient() {
    return loss.gradient();
  }

  /// The number of weights that are not pruned.
  int size() {
    return (int) mask.kept();
  }

  /// The Hessian over the weights that are not pruned, times a vector of as many numbers.
  double[] times(double[] vector) {
    List<float[]> product = loss.hessianTimes(spread(vector));
    double[] gathered = new double[vector.length];
    int next = 0;
    for (int l = 0; l < product.size(); l++) {
      NamedMask layer = mask.layers().get(l);
      for (int i = 0; i < product.get(l).length; i++) {
        if (layer.keeps(i)) {
          gathered[next++] = product.get(l)[i];
        }
      }
    }
    return gathered;
  }

  private List<float[]> spread(double[] vector) {
    var parts = new ArrayList<float[]>();
    int next = 0;
    for (NamedMask layer : mask.layers()) {
      float[] values = new float[layer.shape().size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = layer.keeps(i) ? (float) vector[next++] : 0f;
      }
      parts.add(values);
    }
    return parts;
  }
}
