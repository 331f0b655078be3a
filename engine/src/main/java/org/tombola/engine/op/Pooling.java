package org.tombola.engine.op;

import java.util.List;
import org.tombola.engine.Gradients;
import org.tombola.engine.Shape;
import org.tombola.engine.ShapeMismatch;
import org.tombola.engine.Tensor;
import org.tombola.engine.spi.Backend;
import org.tombola.engine.spi.Kind;
import org.tombola.engine.spi.Storage;
import org.tombola.engine.spi.Window;

/// One number for each window of each channel, (N,C,H,W) to (N,C,P,Q), and the way back.
///
/// Max pooling picks; where it picked is kept in `taps`, and from then on everything is linear:
/// [MaxPick] and [MaxUnpool] are each other's transposes, as [AvgPool] and [AvgUnpool] are.
public sealed interface Pooling extends Op {
  /// The operand that is pooled or spread.
  Tensor x();

  Window window();

  @Override
  default List<Tensor> inputs() {
    return List.of(x());
  }

  @Override
  default Kind kind() {
    return Kind.BATCHED;
  }

  /// `y = max x` over each window.
  ///
  /// @param taps filled by forward, (N,C,P,Q): where in its window each maximum was
  record MaxPool(Tensor x, Window window, Tensor taps) implements Pooling {
    public static MaxPool of(Tensor x, Window window) {
      Shape pooled = Pooling.pooled("maxPool", x, window);
      return new MaxPool(x, window, Tensor.empty(x.backend(), Kind.BATCHED, pooled));
    }

    @Override
    public Shape shape() {
      return taps.shape();
    }

    @Override
    public void forward(Backend on, Storage y) {
      on.maxPool(window, x.storage(), y, taps.storage());
    }

    @Override
    public void backward(Tensor y, Tensor dy, Gradients into) {
      into.add(x, () -> Tensor.of(new MaxUnpool(dy, window, taps, x.shape())));
    }
  }

  /// `y = x` where the taps point.
  record MaxPick(Tensor x, Window window, Tensor taps) implements Pooling {
    @Override
    public Shape shape() {
      return taps.shape();
    }

    @Override
    public void forward(Backend on, Storage y) {
      on.maxPick(window, x.storage(), taps.storage(), y);
    }

    @Override
    public void backward(Tensor y, Tensor dy, Gradients into) {
      into.add(x, () -> Tensor.of(new MaxUnpool(dy, window, taps, x.shape())));
    }
  }

  /// Zeros of `shape`, plus `x` (N,C,P,Q) where the taps point.
  record MaxUnpool(Tensor x, Window window, Tensor taps, Shape shape) implements Pooling {
    @Override
    public void forward(Backend on, Storage y) {
      on.maxUnpool(window, x.storage(), taps.storage(), y);
    }

    @Override
    public void backward(Tensor y, Tensor dy, Gradients into) {
      into.add(x, () -> Tensor.of(new MaxPick(dy, window, taps)));
    }
  }

  /// `y = Σ x / (R·S)` over each window, padding counted as zeros.
  record AvgPool(Tensor x, Window window, Shape shape) implements Pooling {
    public static AvgPool of(Tensor x, Window window) {
      return new AvgPool(x, window, Pooling.pooled("avgPool", x, window));
    }

    @Override
    public void forward(Backend on, Storage y) {
      on.avgPool(window, x.storage(), y);
    }

    @Override
    public void backward(Tensor y, Tensor dy, Gradients into) {
      into.add(x, () -> Tensor.of(new AvgUnpool(dy, window, x.shape())));
    }
  }

  /// Every element of `x` (N,C,P,Q), divided by R·S, added to its window in zeros of `shape`.
  record AvgUnpool(Tensor x, Window window, Shape shape) implements Pooling {
    @Override
    public void forward(Backend on, Storage y) {
      on.avgUnpool(window, x.storage(), y);
    }

    @Override
    public void backward(Tensor y, Tensor dy, Gradients into) {
      into.add(x, () -> Tensor.of(new AvgPool(dy, window, x.shape())));
    }
  }

  /// (N,C,P,Q) for images (N,C,H,W). A window of nothing but padding has no maximum and no sense.
  private static Shape pooled(String op, Tensor x, Window window) {
    Shape shape = x.shape();
    if (x.kind() != Kind.BATCHED || shape.rank() != 4) {
      throw new ShapeMismatch(op, x, window, "needs batched (N,C,H,W)");
    }
    int height = window.outHeight(shape.dim(2));
    int width = window.outWidth(shape.dim(3));
    if (height < 1 || width < 1) {
      throw new ShapeMismatch(op, x, window, "the window is larger than the padded image");
    }
    if (2 * window.padding() > Math.min(window.height(), window.width())) {
      throw new ShapeMismatch(op, x, window, "the padding may be at most half the window");
    }
    return Shape.of(shape.dim(0), shape.dim(1), height, width);
  }
}
