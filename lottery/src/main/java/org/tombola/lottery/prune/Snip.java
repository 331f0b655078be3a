package org.tombola.lottery.prune;

import java.util.List;
import java.util.Map;
import org.tombola.nn.NamedTensor;

/// `|g ⊙ θ|`, with `g` the gradient of the loss on a batch: the change of the loss, to first order,
/// when a connection is taken away (Lee, Ajanthan and Torr 2019, "SNIP"). The paper divides by the
/// sum of all, which changes no order.
record Snip() implements Criterion {
  @Override
  public String name() {
    return "snip";
  }

  @Override
  public String about() {
    return "|gradient · weight| on some examples of each class: connection sensitivity";
  }

  @Override
  public Map<String, float[]> scores(Evidence evidence) {
    var network = evidence.probe().network();
    evidence.weights().into(network);
    List<String> layers = evidence.layers();
    List<float[]> gradient =
        Derivatives.ofLoss(network, layers, evidence.probe().examples(), 1).gradient();
    for (int l = 0; l < layers.size(); l++) {
      NamedTensor weights = evidence.weights().get(layers.get(l));
      float[] its = gradient.get(l);
      for (int i = 0; i < its.length; i++) {
        its[i] = Math.abs(its[i] * weights.at(i));
      }
    }
    return evidence.named(gradient);
  }
}
