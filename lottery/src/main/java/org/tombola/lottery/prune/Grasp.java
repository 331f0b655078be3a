package org.tombola.lottery.prune;

import java.util.List;
import java.util.Map;
import org.tombola.datasets.Examples;
import org.tombola.datasets.Splits;
import org.tombola.nn.Module;

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
    Module network = evidence.network();
    Derivatives loss =
        Derivatives.sum(
            halves(evidence.probe().examples()).stream()
                .map(half -> Derivatives.ofLoss(network, evidence.layers(), half, TEMPERATURE))
                .toList());
    return scores(evidence, loss);
  }

  /// The same of any loss.
  Map<String, float[]> scores(Evidence evidence, Derivatives loss) {
    return evidence.times(loss.hessianTimes(loss.gradient()), absolute);
  }

  private static List<Examples> halves(Examples all) {
    int half = all.size() / 2;
    return half == 0
        ? List.of(all)
        : List.of(Splits.range(all, 0, half), Splits.range(all, half, all.size()));
  }
}
