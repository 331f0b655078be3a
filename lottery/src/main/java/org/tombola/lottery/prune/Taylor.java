package org.tombola.lottery.prune;

import java.util.List;
import java.util.Map;
import org.tombola.datasets.Examples;
import org.tombola.datasets.Splits;
import org.tombola.nn.NamedTensor;

/// `|θ ⊙ g|` averaged over batches, with `g` the gradient of the loss on one of them: how much the
/// loss changes, to first order, when a weight is taken away (Molchanov et al. 2017, "Pruning
/// convolutional neural networks for resource efficient inference", of feature maps; 2019,
/// "Importance estimation for neural network pruning", of parameters). A weight whose gradients of
/// single batches cancel out counts here; [Snip], which takes the size of the whole gradient, gives
/// it nothing.
///
/// A batch has as many examples as there are classes.
record Taylor() implements Criterion {
  @Override
  public String name() {
    return "taylor";
  }

  @Override
  public String about() {
    return "|gradient · weight|, mean over small batches of some examples of each class";
  }

  @Override
  public Map<String, float[]> scores(Evidence evidence) {
    var network = evidence.network();
    List<String> layers = evidence.layers();
    List<float[]> scores =
        layers.stream().map(l -> new float[evidence.weights().get(l).shape().size()]).toList();
    Examples all = evidence.probe().examples();
    for (int from = 0; from < all.size(); from += all.classes()) {
      int to = Math.min(from + all.classes(), all.size());
      float share = (to - from) / (float) all.size();
      List<float[]> gradient =
          Derivatives.ofLoss(network, layers, Splits.range(all, from, to), 1).gradient();
      for (int l = 0; l < layers.size(); l++) {
        NamedTensor weights = evidence.weights().get(layers.get(l));
        for (int i = 0; i < scores.get(l).length; i++) {
          scores.get(l)[i] += share * Math.abs(gradient.get(l)[i] * weights.at(i));
        }
      }
    }
    return evidence.named(scores);
  }
}
