package org.tombola.lottery.prune;

import java.util.Map;

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
    var loss =
        Derivatives.ofLoss(evidence.network(), evidence.layers(), evidence.probe().examples(), 1);
    return evidence.times(loss.gradient(), true);
  }
}
