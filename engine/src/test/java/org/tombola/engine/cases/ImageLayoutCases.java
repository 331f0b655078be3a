package org.tombola.engine.cases;

import static org.tombola.engine.cases.Input.batched;
import static org.tombola.engine.cases.Input.plain;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.tombola.engine.Shape;
import org.tombola.engine.Tensor;

/// Movement, alignment and reduction of images (N,C,H,W), whose axes a backend may keep in another
/// order in memory than other tensors', so that every meeting of the two is a case of its own.
final class ImageLayoutCases {
  private static final int[] BATCHES = {1, 15, 17, 33};
  private static final Values NORMAL = Values.normal();

  private ImageLayoutCases() {}

  static List<OpCase> all() {
    List<OpCase> cases = new ArrayList<>();
    for (int n : BATCHES) {
      movement(cases, n);
      alignment(cases, n);
      reduction(cases, n);
    }
    return cases;
  }

  private static void movement(List<OpCase> cases, int n) {
    Input x = batched(NORMAL, n, 3, 2, 5);
    move(cases, "image flattened", Tensor::flatten, x);
    move(cases, "image to image", t -> t.reshape(Shape.of(n, 2, 5, 3)), x);
    move(cases, "image to rows", t -> t.reshape(Shape.of(n, 3, 10)), x);
    move(cases, "image to pixel", t -> t.reshape(Shape.of(n, 30, 1, 1)), x);
    move(cases, "image from features", t -> t.reshape(x.shape()), batched(NORMAL, n, 30));
    move(cases, "image from rows", t -> t.reshape(x.shape()), batched(NORMAL, n, 6, 5));
    move(cases, "image from plain", Tensor::batched, plain(NORMAL, n, 3, 2, 5));
    move(cases, "image to plain", Tensor::plain, x);
    for (int[] axes : new int[][] {{1, 2}, {1, 3}, {2, 3}, {0, 1}}) {
      move(cases, "transpose " + axes[0] + "," + axes[1], t -> t.transpose(axes[0], axes[1]), x);
    }
    for (int axis = 1; axis < 4; axis++) {
      int along = axis;
      int whole = x.shape().dim(axis);
      move(cases, "slice " + axis, t -> t.slice(along, 1, whole), x);
      move(cases, "pad " + axis, t -> t.pad(along, 2, whole + 3), x);
    }
    move(cases, "concat 1", t -> Tensor.concat(1, t, t.slice(1, 0, 2), t), x);
    for (int[] dims : new int[][] {{n, 1, 1, 1}, {n, 3, 1, 1}, {n, 1, 2, 1}, {n, 2, 5}, {n, 5}}) {
      move(cases, "expand to image", t -> t.expand(x.shape()), batched(NORMAL, dims));
    }
    move(cases, "expand to rows", t -> t.expand(Shape.of(n, 2, 3, 5)), batched(NORMAL, n, 1, 5));
  }

  private static void alignment(List<OpCase> cases, int n) {
    Input x = batched(NORMAL, n, 3, 2, 5);
    BinaryOperator<Tensor> f = Tensor::times;
    for (int[] dims :
        new int[][] {{3, 1, 1}, {3, 2, 5}, {1, 2, 5}, {3, 1, 5}, {3, 2, 1}, {2, 1}, {5}, {}}) {
      join(cases, f, x, plain(NORMAL, dims));
      join(cases, Tensor::minus, plain(NORMAL, dims), x);
    }
    for (int[] dims : new int[][] {{n}, {n, 1, 1, 1}, {n, 3, 1, 1}, {n, 1, 2, 5}, {n, 2, 1}}) {
      join(cases, f, x, batched(NORMAL, dims));
      join(cases, Tensor::minus, batched(NORMAL, dims), x);
    }
    join(cases, f, batched(NORMAL, n, 3, 1, 5), batched(NORMAL, n, 1, 2, 1));
    join(cases, f, batched(NORMAL, n, 1, 2, 1), plain(NORMAL, 3, 1, 5));
  }

  /// Every choice of axes; a mean is the sum and a product, and its gradient is an expansion.
  private static void reduction(List<OpCase> cases, int n) {
    Input x = batched(NORMAL, n, 3, 2, 5);
    for (int choice = 1; choice < 16; choice++) {
      int chosen = choice;
      int[] axes = IntStream.range(0, 4).filter(axis -> (chosen >> axis & 1) == 1).toArray();
      String over = " over axes " + Integer.toBinaryString(choice);
      cases.add(OpCase.of("mean" + over, t -> t.getFirst().mean(axes), x).tolerance(4e-6));
    }
    Input distinct = batched(Values.distinct(), n, 3, 2, 5);
    for (int axis = 0; axis < 4; axis++) {
      int along = axis;
      cases.add(OpCase.of("max over " + axis, t -> t.getFirst().max(along), distinct));
    }
    Input deep = batched(NORMAL, n, 2, 3, 2, 2);
    cases.add(OpCase.of("sum to image", t -> t.getFirst().sum(2), deep).tolerance(4e-6));
  }

  private static void move(List<OpCase> cases, String name, UnaryOperator<Tensor> op, Input input) {
    // Nothing is computed, so nothing may differ; gradients of repetitions are sums.
    double tolerance = name.startsWith("expand") || name.startsWith("concat") ? 4e-6 : 0;
    cases.add(OpCase.of(name, t -> op.apply(t.getFirst()), input).tolerance(tolerance));
  }

  private static void join(List<OpCase> cases, BinaryOperator<Tensor> f, Input a, Input b) {
    cases.add(OpCase.of("images aligned", t -> f.apply(t.get(0), t.get(1)), a, b).tolerance(4e-6));
  }
}
