package org.tombola.engine;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The sizes of a tensor's axes, outermost first. A scalar has none.
///
/// A value: equal by content, never changed. Every axis has at least one element.
public final class Shape {
  public static final Shape SCALAR = new Shape(new int[0]);

  private final int[] dims;
  private final int size;

  private Shape(int[] dims) {
    this.dims = dims;
    long product = 1;
    for (int dim : dims) {
      if (dim < 1) {
        throw new EngineException("shape " + text(dims) + " has an axis of size " + dim);
      }
      product *= dim;
      if (product > Integer.MAX_VALUE - 64) {
        throw new EngineException("shape " + text(dims) + " has more elements than an array holds");
      }
    }
    this.size = (int) product;
  }

  /// The shape with these sizes, outermost first.
  ///
  /// @throws EngineException if a size is below 1 or the product exceeds an array's length
  public static Shape of(int... dims) {
    return dims.length == 0 ? SCALAR : new Shape(dims.clone());
  }

  /// The number of axes.
  public int rank() {
    return dims.length;
  }

  /// The number of elements.
  public int size() {
    return size;
  }

  /// The size of one axis; negative axes count from the end, −1 being the last.
  ///
  /// @throws EngineException if there is no such axis
  public int dim(int axis) {
    return dims[axis(axis)];
  }

  /// The axis meant by a possibly negative number, in `0 .. rank`.
  ///
  /// @throws EngineException if there is no such axis
  public int axis(int axis) {
    int positive = axis < 0 ? axis + dims.length : axis;
    if (positive < 0 || positive >= dims.length) {
      throw new EngineException("shape " + this + " has no axis " + axis);
    }
    return positive;
  }

  /// A copy of all sizes.
  public int[] dims() {
    return dims.clone();
  }

  /// This shape with one axis replaced.
  public Shape with(int axis, int size) {
    int[] changed = dims.clone();
    changed[axis(axis)] = size;
    return new Shape(changed);
  }

  /// This shape without one axis.
  public Shape without(int axis) {
    int gone = axis(axis);
    int[] fewer = new int[dims.length - 1];
    System.arraycopy(dims, 0, fewer, 0, gone);
    System.arraycopy(dims, gone + 1, fewer, gone, fewer.length - gone);
    return new Shape(fewer);
  }

  /// The axes from `from` on.
  public Shape drop(int from) {
    return new Shape(Arrays.copyOfRange(dims, from, dims.length));
  }

  /// This shape with an axis put in front.
  public Shape prepend(int size) {
    int[] more = new int[dims.length + 1];
    more[0] = size;
    System.arraycopy(dims, 0, more, 1, dims.length);
    return new Shape(more);
  }

  /// The shape both expand to when aligned from the right, or null if two sizes differ and neither
  /// is 1.
  public @Nullable Shape broadcastWith(Shape other) {
    int[] joined = new int[Math.max(dims.length, other.dims.length)];
    for (int i = 1; i <= joined.length; i++) {
      int a = i <= dims.length ? dims[dims.length - i] : 1;
      int b = i <= other.dims.length ? other.dims[other.dims.length - i] : 1;
      if (a != b && a != 1 && b != 1) {
        return null;
      }
      joined[joined.length - i] = Math.max(a, b);
    }
    return new Shape(joined);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Shape that && Arrays.equals(dims, that.dims);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dims);
  }

  /// Like `60×784`, and `scalar` without axes.
  @Override
  public String toString() {
    return text(dims);
  }

  private static String text(int[] dims) {
    return dims.length == 0
        ? "scalar"
        : Arrays.stream(dims).mapToObj(Integer::toString).collect(Collectors.joining("×"));
  }
}
