package org.tombola.engine.op;

import java.util.List;
import org.tombola.engine.EngineException;
import org.tombola.engine.Gradients;
import org.tombola.engine.Shape;
import org.tombola.engine.ShapeMismatch;
import org.tombola.engine.Tensor;
import org.tombola.engine.spi.Backend;
import org.tombola.engine.spi.Kind;
import org.tombola.engine.spi.Storage;

/// Rearranges, repeats or selects elements; computes nothing.
public sealed interface Movement extends Op {
  Tensor x();

  @Override
  default List<Tensor> inputs() {
    return List.of(x());
  }

  @Override
  default Kind kind() {
    return x().kind();
  }

  /// The same elements in row-major order under another kind and shape.
  record Copy(Tensor x, Kind kind, Shape shape) implements Movement {
    public static Copy reshape(Tensor x, Shape shape) {
      if (shape.size() != x.shape().size()) {
        throw new ShapeMismatch("reshape", x, shape, "the number of elements must stay");
      }
      if (x.kind() == Kind.BATCHED && (shape.rank() == 0 || shape.dim(0) != x.shape().dim(0))) {
        throw new ShapeMismatch("reshape", x, shape, "the batch axis must stay; use plain() first");
      }
      return new Copy(x, x.kind(), shape);
    }

    public static Copy batched(Tensor x) {
      if (x.shape().rank() == 0) {
        throw new EngineException("batched: a scalar has no axis to be the batch");
      }
      return new Copy(x, Kind.BATCHED, x.shape());
    }

    @Override
    public void forward(Backend on, Storage out) {
      on.copy(x.storage(), out);
    }

    @Override
    public void backward(Tensor y, Tensor dy, Gradients into) {
      into.add(x, () -> Tensor.of(new Copy(dy, x.kind(), x.shape())));
    }
  }

  /// `x` repeated along axes of size 1 and missing axes.
  record Expand(Tensor x, Kind kind, Shape shape) implements Movement {
    public static Expand of(Tensor x, Kind kind, Shape shape) {
      if (!Alignment.expands(x, kind, shape)) {
        throw new ShapeMismatch("expand", x, shape, "only sizes 1 and missing axes can grow");
      }
      return new Expand(x, kind, shape);
    }

    @Override
    public void forward(Backend on, Storage out) {
      on.expand(x.storage(), out);
    }

    @Override
    public void backward(Tensor y, Tensor dy, Gradients into) {
      into.add(x, () -> dy.sumTo(x));
    }
  }

  /// Axis `i` of the result is axis `axes[i]` of `x`.
  record Permute(Tensor x, Ints axes) implements Movement {
    public static Permute swap(Tensor x, int a, int b) {
      int[] order = Ints.range(x.shape().rank()).array();
      int first = x.shape().axis(a);
      int second = x.shape().axis(b);
      order[first] = second;
      order[second] = first;
      return new Permute(x, Ints.of(order));
    }

    @Override
    public Shape shape() {
      int[] dims = axes.array();
      for (int i = 0; i < dims.length; i++) {
        dims[i] = x.shape().dim(dims[i]);
      }
      return Shape.of(dims);
    }

    @Override
    public void forward(Backend on, Storage out) {
      on.permute(axes.array(), x.storage(), out);
    }

    @Override
    public void backward(Tensor y, Tensor dy, Gradients into) {
      into.add(x, () -> Tensor.of(new Permute(dy, inverse())));
    }

    private Ints inverse() {
      int[] back = new int[axes.size()];
      for (int i = 0; i < back.length; i++) {
        back[axes.get(i)] = i;
      }
      return Ints.of(back);
    }
  }

  /// The part of `x` that starts at `from` of `axis` and has `shape`.
  record Slice(Tensor x, int axis, int from, Shape shape) implements Movement {
    public static Slice of(Tensor x, int axis, int from, int to) {
      int along = x.shape().axis(axis);
      if (from < 0 || to > x.shape().dim(along) || from >= to) {
        throw new EngineException(
            "slice: " + from + " .. " + to + " is not a part of axis " + axis + " of " + x);
      }
      return new Slice(x, along, from, x.shape().with(along, to - from));
    }

    @Override
    public void forward(Backend on, Storage out) {
      on.slice(axis, from, x.storage(), out);
    }

    @Override
    public void backward(Tensor y, Tensor dy, Gradients into) {
      into.add(x, () -> Tensor.of(new Pad(dy, axis, from, x.shape())));
    }
  }

  /// `x` placed at `from` of `axis` in zeros of `shape`: the transpose of [Slice].
  record Pad(Tensor x, int axis, int from, Shape shape) implements Movement {
    public static Pad of(Tensor x, int axis, int from, int size) {
      int along = x.shape().axis(axis);
      boolean fits = from >= 0 && from + x.shape().dim(along) <= size;
      if (!fits || (along == 0 && x.kind() == Kind.BATCHED)) {
        throw new EngineException(
            "pad: %s does not fit at %d of axis %d of %d; a batch cannot be padded"
                .formatted(x, from, axis, size));
      }
      return new Pad(x, along, from, x.shape().with(along, size));
    }

    @Override
    public void forward(Backend on, Storage out) {
      on.pad(axis, from, x.storage(), out);
    }

    @Override
    public void backward(Tensor y, Tensor dy, Gradients into) {
      into.add(x, () -> Tensor.of(new Slice(dy, axis, from, x.shape())));
    }
  }
}
