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
import org.tombola.engine.spi.Window;

/// Convolution and its two gradients: three faces of one trilinear form `Σ dy · w · x`, hence
/// closed under differentiation, each one's gradients being the other two.
///
/// Images are batched (N,C,H,W), filters plain (K,C,R,S), results (N,K,P,Q) with P and Q from
/// [Window].
public sealed interface Convolution extends Op {
  Window window();

  @Override
  default String name() {
    return "conv2d" + getClass().getSimpleName().substring("Conv2d".length());
  }

  /// `y[n,k,p,q] = bias[k] + Σ_{c,r,s} x[n,c,p·stride−padding+r,q·stride−padding+s] · w[k,c,r,s]`.
  record Conv2d(Tensor x, Tensor w, @Nullable Tensor bias, Window window) implements Convolution {
    public Conv2d {
      boolean fits =
          isImage(x)
              && isFilter(w)
              && x.shape().dim(1) == w.shape().dim(1)
              && isFilterOf(w, window);
      ShapeMismatch.unless(fits, "conv2d", x, w, "needs batched (N,C,H,W) and plain (K,C,R,S)");
      ShapeMismatch.unless(
          window.outHeight(x.shape().dim(2)) > 0 && window.outWidth(x.shape().dim(3)) > 0,
          "conv2d",
          x,
          w,
          "the filter is larger than the image with window ",
          window);
      ShapeMismatch.unless(
          bias == null
              || (bias.kind() == Kind.PLAIN && bias.shape().equals(Shape.of(w.shape().dim(0)))),
          "conv2d",
          w,
          bias,
          "the bias must be plain (K) for filters (K,C,R,S)");
    }

    @Override
    public List<Tensor> inputs() {
      return bias == null ? List.of(x, w) : List.of(x, w, bias);
    }

    @Override
    public Shape shape() {
      return Shape.of(
          x.shape().dim(0),
          w.shape().dim(0),
          window.outHeight(x.shape().dim(2)),
          window.outWidth(x.shape().dim(3)));
    }

    @Override
    public Kind kind() {
      return Kind.BATCHED;
    }

    @Override
    public void forward(Backend on, Storage y) {
      on.conv2d(window, x.storage(), w.storage(), bias == null ? null : bias.storage(), y);
    }

    @Override
    public void backward(Tensor y, Tensor dy, Gradients into) {
      into.add(x, () -> dy.conv2dInputGrad(w, window, x.shape())); // (N,K,P,Q)·(K,C,R,S) -- x
      into.add(w, () -> dy.conv2dWeightGrad(x, w, window)); //        (N,K,P,Q)·(N,C,H,W) -- w
      if (bias != null) {
        into.add(bias, () -> dy.sum(0, 2, 3)); //                     Σ_npq (N,K,P,Q)     -- (K)
      }
    }
  }

  /// `dx` from `dy` (N,K,P,Q) and `w`: the transpose of [Conv2d] in its first operand.
  ///
  /// @param shape (N,C,H,W); a stride above 1 leaves it open
  record Conv2dInputGrad(Tensor dy, Tensor w, Window window, Shape shape) implements Convolution {
    public Conv2dInputGrad {
      boolean fits =
          isImage(dy)
              && isFilter(w)
              && shape.rank() == 4
              && dy.shape().dim(0) == shape.dim(0)
              && dy.shape().dim(1) == w.shape().dim(0)
              && shape.dim(1) == w.shape().dim(1)
              && dy.shape().dim(2) == window.outHeight(shape.dim(2))
              && dy.shape().dim(3) == window.outWidth(shape.dim(3));
      ShapeMismatch.unless(fits, "conv2dInputGrad", dy, w, "do not lead to images ", shape);
      ShapeMismatch.unless(
          isFilterOf(w, window), "conv2dInputGrad", dy, w, "the filter is not of window ", window);
    }

    @Override
    public List<Tensor> inputs() {
      return List.of(dy, w);
    }

    @Override
    public Kind kind() {
      return Kind.BATCHED;
    }

    @Override
    public void forward(Backend on, Storage dx) {
      on.conv2dInputGrad(window, dy.storage(), w.storage(), dx);
    }

    @Override
    public void backward(Tensor dx, Tensor g, Gradients into) {
      into.add(dy, () -> Tensor.of(new Conv2d(g, w, null, window))); // (N,C,H,W)·(K,C,R,S) -- dy
      into.add(w, () -> dy.conv2dWeightGrad(g, window)); //             (N,K,P,Q)·(N,C,H,W) -- w
    }
  }

  /// `dw` (K,C,R,S) from `dy` (N,K,P,Q) and `x` (N,C,H,W): the transpose of [Conv2d] in its second
  /// operand.
  ///
  /// @param w the filters whose gradient this is, if pruned ones need none; no operand
  record Conv2dWeightGrad(Tensor dy, Tensor x, @Nullable Tensor w, Window window)
      implements Convolution {
    public Conv2dWeightGrad {
      boolean fits =
          isImage(dy)
              && isImage(x)
              && dy.shape().dim(0) == x.shape().dim(0)
              && dy.shape().dim(2) == window.outHeight(x.shape().dim(2))
              && dy.shape().dim(3) == window.outWidth(x.shape().dim(3));
      ShapeMismatch.unless(fits, "conv2dWeightGrad", dy, x, "do not belong to one window ", window);
      if (w != null && !(w.kind() == Kind.PLAIN && w.shape().equals(filters(dy, x, window)))) {
        String rule =
            "the gradient is that of plain filters " + filters(dy, x, window) + ", not of " + w;
        throw new ShapeMismatch("conv2dWeightGrad", dy, x, rule);
      }
    }

    @Override
    public List<Tensor> inputs() {
      return List.of(dy, x);
    }

    @Override
    public Shape shape() {
      return filters(dy, x, window);
    }

    @Override
    public Kind kind() {
      return Kind.PLAIN;
    }

    @Override
    public void forward(Backend on, Storage dw) {
      on.conv2dWeightGrad(window, dy.storage(), x.storage(), w == null ? null : w.storage(), dw);
    }

    @Override
    public void backward(Tensor dw, Tensor g, Gradients into) {
      into.add(dy, () -> Tensor.of(new Conv2d(x, g, null, window))); // (N,C,H,W)·(K,C,R,S) -- dy
      into.add(x, () -> dy.conv2dInputGrad(g, window, x.shape())); //   (N,K,P,Q)·(K,C,R,S) -- x
    }
  }

  private static Shape filters(Tensor dy, Tensor x, Window window) {
    return Shape.of(dy.shape().dim(1), x.shape().dim(1), window.height(), window.width());
  }

  private static boolean isImage(Tensor x) {
    return x.kind() == Kind.BATCHED && x.shape().rank() == 4;
  }

  private static boolean isFilter(Tensor w) {
    return w.kind() == Kind.PLAIN && w.shape().rank() == 4;
  }

  private static boolean isFilterOf(Tensor w, Window window) {
    return w.shape().dim(2) == window.height() && w.shape().dim(3) == window.width();
  }
}
