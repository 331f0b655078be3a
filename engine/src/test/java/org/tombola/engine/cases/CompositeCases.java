package org.tombola.engine.cases;

import static org.tombola.engine.cases.Input.batched;
import static org.tombola.engine.cases.Input.plain;

import java.util.ArrayList;
import java.util.List;
import org.tombola.engine.Tensor;

/// Small networks: operations whose gradients pass through each other.
final class CompositeCases {
  private CompositeCases() {}

  static List<OpCase> all() {
    List<OpCase> cases = new ArrayList<>();
    for (int n : OpCases.BATCHES) {
      int[] labels = new int[n];
      for (int i = 0; i < n; i++) {
        labels[i] = i % 5;
      }
      cases.add(
          OpCase.of(
                  "perceptron",
                  t -> perceptron(t).softmaxCrossEntropy(labels).mean(),
                  batched(Values.normal(), n, 9),
                  plain(Values.normal(), 7, 9),
                  plain(Values.normal(), 7),
                  plain(Values.normal(), 5, 7),
                  plain(Values.normal(), 5))
              .tolerance(1e-5));
    }
    cases.add(
        OpCase.of(
                "normalisation",
                CompositeCases::normalised,
                batched(Values.normal(), 33, 3, 5),
                plain(Values.normal(), 3, 1),
                plain(Values.normal(), 3, 1))
            .tolerance(1e-5));
    return cases;
  }

  /// Two linear layers with a smooth function between them.
  private static Tensor perceptron(List<Tensor> t) {
    return t.get(0).linear(t.get(1), t.get(2)).softplus().linear(t.get(3), t.get(4));
  }

  /// Batch normalisation of (N,C,L) per channel, scale and shift (C,1).
  private static Tensor normalised(List<Tensor> t) {
    Tensor x = t.get(0);
    Tensor centred = x.minus(x.mean(0, 2).reshape(t.get(1).shape()));
    Tensor variance = centred.square().mean(0, 2).reshape(t.get(1).shape());
    return centred.div(variance.plus(1e-5f).sqrt()).times(t.get(1)).plus(t.get(2));
  }
}
