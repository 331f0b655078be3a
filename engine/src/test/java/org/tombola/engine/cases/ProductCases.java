package org.tombola.engine.cases;

import static org.tombola.engine.cases.Input.batched;
import static org.tombola.engine.cases.Input.plain;

import java.util.ArrayList;
import java.util.List;

/// Matrix products, with sizes around the edges of register tiles.
final class ProductCases {
  /// Features in and out of a linear layer, and the sizes of plain products.
  private static final int[][] FEATURES = {{1, 1}, {7, 8}, {8, 9}, {9, 7}, {31, 33}, {65, 10}};

  private static final int[][] SIZES = {
    {1, 1, 1}, {1, 9, 7}, {7, 8, 9}, {8, 8, 8}, {9, 31, 33}, {33, 65, 8}, {65, 7, 31}
  };

  private static final Values NORMAL = Values.normal();

  private ProductCases() {}

  static List<OpCase> all() {
    List<OpCase> cases = new ArrayList<>();
    for (int i = 0; i < OpCases.BATCHES.length; i++) {
      for (int j = 0; j < FEATURES.length; j++) {
        // All features at every other batch size, all batch sizes at every other feature count.
        if (i % 2 == 0 || j % 2 == 0) {
          linear(cases, OpCases.BATCHES[i], FEATURES[j][0], FEATURES[j][1]);
        }
      }
    }
    for (int[] size : SIZES) {
      matmul(cases, size[0], size[1], size[2]);
    }
    return cases;
  }

  /// `n` samples, `in` features to `out`.
  static void linear(List<OpCase> cases, int n, int in, int out) {
    Input x = batched(NORMAL, n, in);
    Input y = batched(NORMAL, n, out);
    Input w = plain(NORMAL, out, in);
    cases.add(product(OpCase.of("linear", t -> t.get(0).linear(t.get(1), null), x, w)));
    cases.add(
        product(
            OpCase.of(
                "linear with bias",
                t -> t.get(0).linear(t.get(1), t.get(2)),
                x,
                w,
                plain(NORMAL, out))));
    cases.add(product(OpCase.of("linearInputGrad", t -> t.get(0).linearInputGrad(t.get(1)), y, w)));
    cases.add(
        product(OpCase.of("linearWeightGrad", t -> t.get(0).linearWeightGrad(t.get(1)), y, x)));
    cases.add(
        product(
            OpCase.of(
                "matmul batched", t -> t.get(0).matmul(t.get(1)), x, plain(NORMAL, in, out))));
  }

  /// (M,K)·(K,N), with either operand stored transposed.
  static void matmul(List<OpCase> cases, int m, int k, int n) {
    Input a = plain(NORMAL, m, k);
    Input b = plain(NORMAL, k, n);
    Input at = plain(NORMAL, k, m);
    Input bt = plain(NORMAL, n, k);
    cases.add(product(OpCase.of("matmul", t -> t.get(0).matmul(t.get(1)), a, b)));
    cases.add(product(OpCase.of("matmulNT", t -> t.get(0).matmulNT(t.get(1)), a, bt)));
    cases.add(product(OpCase.of("matmulTN", t -> t.get(0).matmulTN(t.get(1)), at, b)));
  }

  private static OpCase product(OpCase c) {
    return c.tolerance(1e-5);
  }
}
