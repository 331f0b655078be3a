package org.tombola.lottery.prune;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tombola.datasets.Examples;
import org.tombola.datasets.Splits;

/// `θ ⊙ Hg`, with `g` the gradient of the loss and `H` its Hessian: what taking a connection away
/// does, to first order, to the squared length of the gradient. Those go whose removal shortens it
/// least or lengthens it (Wang, Zhang and Grosse 2020, "Picking winning tickets before training by
/// preserving gradient flow"): their score is `−θ ⊙ Hg` and the highest go, which is this.
///
/// As in the authors' program the logits are divided by 200, and `g` and `Hg` are sums over two
/// halves of the examples.
///
/// @param absolute whether the size counts and not the sign: `|θ ⊙ Hg|` (Frankle et al. 2021,
///   "Pruning neural networks at initialization: why are we missing the mark?")
record Grasp(boolean absolute) implements Criterion {
  private static final float TEMPERATURE = 200;

  @Override
  public String name() {
    return absolute ? "grasp-absolute" : "grasp";
  }

  @Override
  public String about() {
    return absolute
        ? "|weight · Hessian · gradient|: change of the squared gradient norm, of either sign"
        : "weight · Hessian · gradient on some examples of each class: what gradient flow needs";
  }

  @Override
  public Map<String, float[]> scores(Evidence evidence) {
    var network = evidence.probe().network();
    evidence.weights().into(network);
    List<String> layers = evidence.layers();
    var weights = layers.stream().map(l -> evidence.weights().get(l).toArray()).toList();
    List<Derivatives> losses =
        halves(evidence.probe().examples()).stream()
            .map(half -> Derivatives.ofLoss(network, layers, half, TEMPERATURE))
            .toList();
    return evidence.named(scores(weights, losses));
  }

  private static List<Examples> halves(Examples all) {
    int half = all.size() / 2;
    return half == 0
        ? List.of(all)
        : List.of(Splits.range(all, 0, half), Splits.range(all, half, all.size()));
  }

  /// The score of each weight for the sum of some losses, an array a layer.
  ///
  /// @param weights an array a layer
  List<float[]> scores(List<float[]> weights, List<Derivatives> losses) {
    List<float[]> gradient = sum(losses.stream().map(Derivatives::gradient).toList());
    List<float[]> product = sum(losses.stream().map(loss -> loss.hessianTimes(gradient)).toList());
    for (int l = 0; l < product.size(); l++) {
      float[] its = product.get(l);
      for (int i = 0; i < its.length; i++) {
        float score = weights.get(l)[i] * its[i];
        its[i] = absolute ? Math.abs(score) : score;
      }
    }
    return product;
  }

  private static List<float[]> sum(List<List<float[]>> parts) {
    var sum = new ArrayList<float[]>();
    for (float[] layer : parts.getFirst()) {
      sum.add(layer.clone());
    }
    for (List<float[]> part : parts.subList(1, parts.size())) {
      for (int l = 0; l < sum.size(); l++) {
        for (int i = 0; i < sum.get(l).length; i++) {
          sum.get(l)[i] += part.get(l)[i];
        }
      }
    }
    return sum;
  }
}
