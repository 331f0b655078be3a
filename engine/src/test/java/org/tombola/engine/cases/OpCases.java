package org.tombola.engine.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Every case of every family: the one list behind gradient checks, backend parity and benchmarks.
public final class OpCases {
  /// Batch sizes around the lane counts of vector hardware.
  static final int[] BATCHES = {1, 15, 16, 17, 32, 33};

  /// A batch with a ragged last block, for cases where only one is tried.
  static final int N = 17;

  private OpCases() {}

  public static List<OpCase> all() {
    return Stream.of(
            ElementwiseCases.all(),
            ReductionCases.all(),
            MovementCases.all(),
            ProductCases.all(),
            ImageCases.all(),
            ImageLayoutCases.all(),
            LossCases.all(),
            RandomCases.all(),
            CompositeCases.all())
        .flatMap(List::stream)
        .toList();
  }

  /// Cases of the size networks have, where work is split between threads: layers of LeNet-300-100.
  public static List<OpCase> large() {
    List<OpCase> cases = new ArrayList<>();
    ProductCases.linear(cases, 60, 784, 300);
    ProductCases.linear(cases, 60, 300, 100);
    ProductCases.linear(cases, 256, 300, 100);
    ProductCases.matmul(cases, 129, 130, 131);
    cases.add(
        OpCase.of(
            "relu", x -> x.getFirst().relu(), Input.batched(Values.eitherSign(1f, 2f), 256, 300)));
    cases.add(
        OpCase.of("sum", x -> x.getFirst().sum(), Input.batched(Values.between(0f, 1f), 256, 300))
            .tolerance(4e-6));
    cases.addAll(ImageCases.large());
    return cases;
  }

  /// The gradients of every case that has some: what second derivatives are checked by.
  static List<OpCase> gradients() {
    return all().stream().flatMap(each -> SecondOrder.of(each).stream()).toList();
  }

  /// The cases of [#all] whose operation has this name.
  public static List<OpCase> named(String op) {
    return all().stream().filter(c -> c.op().equals(op)).toList();
  }
}
