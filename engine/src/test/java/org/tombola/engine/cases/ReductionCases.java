package org.tombola.engine.cases;

import static org.tombola.engine.cases.Input.batched;
import static org.tombola.engine.cases.Input.plain;
import static org.tombola.engine.cases.OpCases.N;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tombola.engine.Tensor;

/// Sums, means and maxima over batch and sample axes.
final class ReductionCases {
  private ReductionCases() {}

  static List<OpCase> all() {
    List<OpCase> cases = new ArrayList<>();
    for (Input x : inputs(Values.normal())) {
      cases.add(OpCase.of("sum", t -> t.getFirst().sum(), x).tolerance(4e-6));
      cases.add(OpCase.of("mean", t -> t.getFirst().mean(), x).tolerance(4e-6));
      for (int[] axes : axes(x)) {
        String of = " over " + String.join(",", text(axes));
        cases.add(OpCase.of("sum" + of, t -> t.getFirst().sum(axes), x).tolerance(4e-6));
        cases.add(OpCase.of("mean" + of, t -> t.getFirst().mean(axes), x).tolerance(4e-6));
      }
    }
    for (Input x : inputs(Values.distinct())) {
      for (int axis = 0; axis < x.shape().rank(); axis++) {
        int along = axis;
        cases.add(OpCase.of("max over " + axis, t -> t.getFirst().max(along), x));
      }
    }
    // All negative: a maximum that takes part in padding would be 0.
    Input negative = batched(Values.between(-3f, -1f), N, 5).constant();
    cases.add(OpCase.of("max of negatives over 0", t -> t.getFirst().max(0), negative));
    cases.add(OpCase.of("max of negatives over 1", t -> t.getFirst().max(1), negative));
    Input many = batched(Values.between(0f, 1f), 1000, 33);
    cases.add(OpCase.of("sum", t -> t.getFirst().sum(), many));
    cases.add(OpCase.of("sum over 0", t -> t.getFirst().sum(0), many));
    cases.add(OpCase.of("variance over 0", ReductionCases::variance, many));
    return cases;
  }

  private static List<Input> inputs(Values values) {
    List<Input> inputs = new ArrayList<>();
    inputs.add(plain(values, 1));
    inputs.add(plain(values, 37));
    inputs.add(plain(values, 5, 7));
    inputs.add(plain(values, 3, 1, 5));
    for (int n : OpCases.BATCHES) {
      inputs.add(batched(values, n, 3));
    }
    inputs.add(batched(values, N));
    inputs.add(batched(values, N, 1));
    inputs.add(batched(values, N, 3, 2, 1));
    return inputs;
  }

  /// Every axis alone, the first and last together, and all but the first.
  private static List<int[]> axes(Input x) {
    int rank = x.shape().rank();
    List<int[]> axes = new ArrayList<>();
    for (int axis = 0; axis < rank; axis++) {
      axes.add(new int[] {axis});
    }
    if (rank > 2) {
      axes.add(new int[] {0, rank - 1});
      axes.add(new int[] {-1, 1});
    }
    if (rank > 3) {
      axes.add(new int[] {0, 2, 3});
    }
    return axes;
  }

  private static List<String> text(int[] axes) {
    return Arrays.stream(axes).mapToObj(Integer::toString).toList();
  }

  /// `mean((x − mean(x))²)` over the batch.
  private static Tensor variance(List<Tensor> inputs) {
    Tensor x = inputs.getFirst();
    return x.minus(x.mean(0)).square().mean(0);
  }
}
