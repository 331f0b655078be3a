package org.tombola.engine.op;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tombola.engine.EngineException;
import org.tombola.engine.Gradients;
import org.tombola.engine.Shape;
import org.tombola.engine.Tensor;
import org.tombola.engine.spi.Backend;
import org.tombola.engine.spi.Kind;
import org.tombola.engine.spi.Reduce;
import org.tombola.engine.spi.Storage;

/// Joins the elements along some axes into one. Over the batch axis the result is plain.
public sealed interface Reduction extends Op {
  Tensor x();

  /// The axes of `x` that are joined, ascending.
  Ints axes();

  @Override
  default List<Tensor> inputs() {
    return List.of(x());
  }

  @Override
  default Kind kind() {
    return axes().contains(0) ? Kind.PLAIN : x().kind();
  }

  /// A result under the shape that aligns with `x`: reduced axes have size 1, the batch axis, if it
  /// was reduced, is absent.
  private Tensor aligned(Tensor result) {
    Shape kept = x().shape();
    for (int axis : axes().array()) {
      kept = kept.with(axis, 1);
    }
    boolean batchGone = x().kind() == Kind.BATCHED && axes().contains(0);
    return result.reshape(batchGone ? kept.drop(1) : kept);
  }

  /// `y = Σ x` over `axes`. `shape` is that of `x` without the axes, or with some of them as 1.
  record Sum(Tensor x, Ints axes, Shape shape) implements Reduction {
    /// The axes disappear.
    public static Sum of(Tensor x, int... axes) {
      Ints sorted = sorted(x, axes);
      return new Sum(x, sorted, without(x, sorted));
    }

    /// The sum that undoes the repetition of `operand` in a result of `grad`'s shape; empty if
    /// nothing was repeated.
    public static Optional<Op> back(Tensor grad, Tensor operand) {
      if (grad.kind() == operand.kind() && grad.shape().equals(operand.shape())) {
        return Optional.empty();
      }
      Shape wide = Alignment.samples(grad);
      Shape narrow = Alignment.samples(operand);
      int first = grad.kind() == Kind.BATCHED ? 1 : 0;
      int missing = wide.rank() - narrow.rank();
      IntStream samples =
          IntStream.range(0, wide.rank())
              .filter(i -> i < missing || (narrow.dim(i - missing) == 1 && wide.dim(i) > 1))
              .map(i -> i + first);
      boolean overBatch = grad.kind() == Kind.BATCHED && operand.kind() == Kind.PLAIN;
      int[] axes = (overBatch ? IntStream.concat(IntStream.of(0), samples) : samples).toArray();
      return Optional.of(new Sum(grad, Ints.of(axes), operand.shape()));
    }

    @Override
    public void forward(Backend on, Storage out) {
      on.reduce(Reduce.SUM, axes.array(), x.storage(), out);
    }

    @Override
    public void backward(Tensor y, Tensor dy, Gradients into) {
      into.add(x, () -> Reduction.super.aligned(dy).expandTo(x));
    }
  }

  /// `y = max x` over one axis.
  record Max(Tensor x, Ints axes, Shape shape) implements Reduction {
    public static Max of(Tensor x, int axis) {
      Ints sorted = sorted(x, axis);
      return new Max(x, sorted, without(x, sorted));
    }

    @Override
    public void forward(Backend on, Storage out) {
      on.reduce(Reduce.MAX, axes.array(), x.storage(), out);
    }

    /// Elements that equal the maximum share its gradient.
    @Override
    public void backward(Tensor y, Tensor dy, Gradients into) {
      into.add(
          x,
          () -> {
            Tensor hit = x.equalTo(Reduction.super.aligned(y));
            Tensor share = dy.div(hit.sum(axes.array()));
            return hit.times(Reduction.super.aligned(share));
          });
    }
  }

  private static Ints sorted(Tensor x, int... axes) {
    int[] positive = IntStream.of(axes).map(x.shape()::axis).sorted().distinct().toArray();
    if (positive.length != axes.length) {
      throw new EngineException("reduction of " + x + ": axes " + Ints.of(axes) + " repeat one");
    }
    return Ints.of(positive);
  }

  private static Shape without(Tensor x, Ints axes) {
    Shape left = x.shape();
    for (int i = axes.size() - 1; i >= 0; i--) {
      left = left.without(axes.get(i));
    }
    return left;
  }
}
