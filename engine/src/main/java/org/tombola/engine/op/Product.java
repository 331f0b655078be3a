package org.tombola.engine.op;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tombola.engine.Gradients;
import org.tombola.engine.Shape;
import org.tombola.engine.ShapeMismatch;
import org.tombola.engine.Tensor;
import org.tombola.engine.spi.Backend;
import org.tombola.engine.spi.Kind;
import org.tombola.engine.spi.Storage;

/// Sums of products. [Linear], [LinearInputGrad] and [LinearWeightGrad] are closed under
/// differentiation: each one's gradients are products of the other two.
public sealed interface Product extends Op {
  Tensor left();

  Tensor right();

  @Override
  default List<Tensor> inputs() {
    return List.of(left(), right());
  }

  private static boolean isMatrix(Tensor x, Kind kind) {
    return x.kind() == kind && x.shape().rank() == 2;
  }

  /// `y = x · wᵀ + bias`. x is (N, I), w is (O, I), bias is (O), y is (N, O).
  record Linear(Tensor x, Tensor w, @Nullable Tensor bias) implements Product {
    public Linear {
      ShapeMismatch.unless(
          isMatrix(x, Kind.BATCHED)
              && isMatrix(w, Kind.PLAIN)
              && x.shape().dim(1) == w.shape().dim(1),
          "linear",
          x,
          w,
          "needs batched (N,I) and plain (O,I)");
      if (bias != null) {
        ShapeMismatch.unless(
            bias.kind() == Kind.PLAIN && bias.shape().equals(Shape.of(w.shape().dim(0))),
            "linear",
            w,
            bias,
            "the bias must be plain (O) for weights (O,I)");
      }
    }

    @Override
    public Tensor left() {
      return x;
    }

    @Override
    public Tensor right() {
      return w;
    }

    @Override
    public List<Tensor> inputs() {
      return bias == null ? List.of(x, w) : List.of(x, w, bias);
    }

    @Override
    public Shape shape() {
      return Shape.of(x.shape().dim(0), w.shape().dim(0));
    }

    @Override
    public Kind kind() {
      return Kind.BATCHED;
    }

    @Override
    public void forward(Backend on, Storage y) {
      on.linear(x.storage(), w.storage(), bias == null ? null : bias.storage(), y);
    }

    @Override
    public void backward(Tensor y, Tensor dy, Gradients into) {
      into.add(x, () -> dy.linearInputGrad(w)); //  dx = dy · w    (N,O)·(O,I)  -- (N,I)
      into.add(w, () -> dy.linearWeightGrad(x, w)); // dw = dyᵀ · x   (O,N)·(N,I)  -- (O,I)
      if (bias != null) {
        into.add(bias, () -> dy.sum(0)); //                          Σ_n (N,O)  -- (O)
      }
    }
  }

  /// `dx = dy · w`. dy is (N, O), w is (O, I), dx is (N, I).
  record LinearInputGrad(Tensor dy, Tensor w) implements Product {
    public LinearInputGrad {
      ShapeMismatch.unless(
          isMatrix(dy, Kind.BATCHED)
              && isMatrix(w, Kind.PLAIN)
              && dy.shape().dim(1) == w.shape().dim(0),
          "linearInputGrad",
          dy,
          w,
          "needs batched (N,O) and plain (O,I)");
    }

    @Override
    public Tensor left() {
      return dy;
    }

    @Override
    public Tensor right() {
      return w;
    }

    @Override
    public Shape shape() {
      return Shape.of(dy.shape().dim(0), w.shape().dim(1));
    }

    @Override
    public Kind kind() {
      return Kind.BATCHED;
    }

    @Override
    public void forward(Backend on, Storage dx) {
      on.linearInputGrad(dy.storage(), w.storage(), dx);
    }

    @Override
    public void backward(Tensor dx, Tensor g, Gradients into) {
      into.add(dy, () -> g.linear(w, null)); //      g · wᵀ    (N,I)·(I,O)  -- (N,O)
      into.add(w, () -> dy.linearWeightGrad(g)); //  dyᵀ · g   (O,N)·(N,I)  -- (O,I)
    }
  }

  /// `dw = dyᵀ · x`. dy is (N, O), x is (N, I), dw is (O, I) and plain.
  ///
  /// @param w the weights whose gradient this is, if pruned ones need none; no operand
  record LinearWeightGrad(Tensor dy, Tensor x, @Nullable Tensor w) implements Product {
    public LinearWeightGrad {
      ShapeMismatch.unless(
          isMatrix(dy, Kind.BATCHED)
              && isMatrix(x, Kind.BATCHED)
              && dy.shape().dim(0) == x.shape().dim(0),
          "linearWeightGrad",
          dy,
          x,
          "needs batched (N,O) and batched (N,I)");
      ShapeMismatch.unless(
          w == null
              || (isMatrix(w, Kind.PLAIN)
                  && w.shape().dim(0) == dy.shape().dim(1)
                  && w.shape().dim(1) == x.shape().dim(1)),
          "linearWeightGrad",
          dy,
          x,
          "the gradient is that of plain weights (O,I), not of ",
          w);
    }

    @Override
    public Tensor left() {
      return dy;
    }

    @Override
    public Tensor right() {
      return x;
    }

    @Override
    public Shape shape() {
      return Shape.of(dy.shape().dim(1), x.shape().dim(1));
    }

    @Override
    public Kind kind() {
      return Kind.PLAIN;
    }

    @Override
    public void forward(Backend on, Storage dw) {
      on.linearWeightGrad(dy.storage(), x.storage(), w == null ? null : w.storage(), dw);
    }

    @Override
    public void backward(Tensor dw, Tensor g, Gradients into) {
      into.add(dy, () -> x.linear(g, null)); //       x · gᵀ   (N,I)·(I,O)  -- (N,O)
      into.add(x, () -> dy.linearInputGrad(g)); //    dy · g   (N,O)·(O,I)  -- (N,I)
    }
  }

  /// `C = op(A) · op(B)`, all plain. op(A) is (M, K), op(B) is (K, N), C is (M, N).
  record MatMul(Tensor a, Tensor b, boolean transA, boolean transB) implements Product {
    public MatMul {
      boolean fits =
          isMatrix(a, Kind.PLAIN)
              && isMatrix(b, Kind.PLAIN)
              && a.shape().dim(transA ? 0 : 1) == b.shape().dim(transB ? 1 : 0);
      ShapeMismatch.unless(fits, "matmul", a, b, "needs plain matrices whose inner sizes agree");
    }

    @Override
    public Tensor left() {
      return a;
    }

    @Override
    public Tensor right() {
      return b;
    }

    @Override
    public Shape shape() {
      return Shape.of(a.shape().dim(transA ? 1 : 0), b.shape().dim(transB ? 0 : 1));
    }

    @Override
    public Kind kind() {
      return Kind.PLAIN;
    }

    @Override
    public void forward(Backend on, Storage c) {
      on.matmul(transA, transB, a.storage(), b.storage(), c);
    }

    /// With `A' = op(A)`: `dA' = dC · B'ᵀ` (M,N)·(N,K), and `dA = dA'ᵀ` where A is transposed.
    @Override
    public void backward(Tensor c, Tensor dc, Gradients into) {
      into.add(a, () -> transA ? product(b, dc, transB, true) : product(dc, b, false, !transB));
      into.add(b, () -> transB ? product(dc, a, true, transA) : product(a, dc, !transA, false));
    }

    private static Tensor product(Tensor a, Tensor b, boolean transA, boolean transB) {
      return Tensor.of(new MatMul(a, b, transA, transB));
    }
  }
}
