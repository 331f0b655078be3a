package org.tombola.nn;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tombola.engine.Shape;

/// Numbers with a name and a shape, outside any backend: row-major float32, dtype `F32` in a file.
///
/// Immutable. Equal by name, shape and bits: +0 and −0 differ, NaN equals NaN.
public final class NamedTensor implements Entry {
  private final String name;
  private final Shape shape;
  private final float[] values;

  private NamedTensor(String name, Shape shape, float[] values) {
    if (values.length != shape.size()) {
      throw new WeightsException(
          "tensor '%s' of shape %s has %d values".formatted(name, shape, values.length));
    }
    this.name = name;
    this.shape = shape;
    this.values = values;
  }

  /// Copies `values`.
  ///
  /// @throws WeightsException if there are not exactly `shape.size()` of them
  public static NamedTensor of(String name, Shape shape, float... values) {
    return new NamedTensor(name, shape, values.clone());
  }

  /// Takes `values` as they are: the caller hands them over and forgets them.
  static NamedTensor owning(String name, Shape shape, float[] values) {
    return new NamedTensor(name, shape, values);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Shape shape() {
    return shape;
  }

  /// The value at a row-major index.
  public float at(int index) {
    return values[index];
  }

  /// A copy, row-major.
  public float[] toArray() {
    return values.clone();
  }

  /// The values themselves, for readers of this package that do not change them.
  float[] shared() {
    return values;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof NamedTensor that
        && name.equals(that.name)
        && shape.equals(that.shape)
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return name + " " + shape;
  }
}
