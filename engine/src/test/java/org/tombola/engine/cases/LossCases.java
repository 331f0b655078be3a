package org.tombola.engine.cases;

import static org.tombola.engine.cases.Input.batched;

import java.util.ArrayList;
import java.util.List;
import org.tombola.engine.Rng;

/// Losses, at ordinary and at extreme logits.
final class LossCases {
  private LossCases() {}

  static List<OpCase> all() {
    List<OpCase> cases = new ArrayList<>();
    for (int n : OpCases.BATCHES) {
      softmax(cases, batched(Values.normal(), n, 10));
      binary(cases, batched(Values.normal(), n, 3), batched(Values.between(0f, 1f), n, 3));
    }
    for (int classes : new int[] {1, 2, 33}) {
      softmax(cases, batched(Values.normal(), OpCases.N, classes));
    }
    smoothed(cases, batched(Values.normal(), OpCases.N, 7));
    // exp of these overflows unless the largest logit is subtracted first.
    softmax(cases, batched(Values.between(-300f, 300f), OpCases.N, 7).constant());
    binary(
        cases,
        batched(Values.between(-300f, 300f), OpCases.N, 7).constant(),
        batched(Values.between(0f, 1f), OpCases.N, 7).constant());
    return cases;
  }

  private static void softmax(List<OpCase> cases, Input logits) {
    int[] labels = new int[logits.shape().dim(0)];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = new Rng(1).stream("labels").below(i, logits.shape().dim(1));
    }
    String name = logits.differentiable() ? "softmaxCrossEntropy" : "softmaxCrossEntropy, extreme";
    cases.add(
        OpCase.of(name, t -> t.getFirst().softmaxCrossEntropy(labels), logits).tolerance(4e-6));
  }

  private static void smoothed(List<OpCase> cases, Input logits) {
    int[] labels = new int[logits.shape().dim(0)];
    cases.add(
        OpCase.of(
                "softmaxCrossEntropy, smoothed",
                t -> t.getFirst().softmaxCrossEntropy(labels, 0.1f),
                logits)
            .tolerance(4e-6));
  }

  private static void binary(List<OpCase> cases, Input logits, Input targets) {
    String name = logits.differentiable() ? "binaryCrossEntropy" : "binaryCrossEntropy, extreme";
    cases.add(
        OpCase.of(name, t -> t.get(0).binaryCrossEntropy(t.get(1)), logits, targets)
            .tolerance(4e-6));
  }
}
