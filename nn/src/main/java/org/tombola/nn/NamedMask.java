package org.tombola.nn;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tombola.engine.Shape;

/// Which entries of a tensor stay, dtype `BOOL` in a file, as PyTorch writes `torch.bool`.
///
/// Immutable; equal by content.
public final class NamedMask implements Entry {
  private final String name;
  private final Shape shape;
  private final boolean[] keeps;

  private NamedMask(String name, Shape shape, boolean[] keeps) {
    if (keeps.length != shape.size()) {
      throw new WeightsException(
          "mask '%s' of shape %s has %d values".formatted(name, shape, keeps.length));
    }
    this.name = name;
    this.shape = shape;
    this.keeps = keeps;
  }

  /// Copies `keeps`, row-major.
  ///
  /// @throws WeightsException if there are not exactly `shape.size()` of them
  public static NamedMask of(String name, Shape shape, boolean... keeps) {
    return new NamedMask(name, shape, keeps.clone());
  }

  /// Takes `keeps` as they are: the caller hands them over and forgets them.
  static NamedMask owning(String name, Shape shape, boolean[] keeps) {
    return new NamedMask(name, shape, keeps);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Shape shape() {
    return shape;
  }

  /// Whether the entry at a row-major index stays.
  public boolean keeps(int index) {
    return keeps[index];
  }

  /// A copy, row-major.
  public boolean[] toArray() {
    return keeps.clone();
  }

  /// 1 where an entry stays and 0 where it does not, as [Parameter#mask(float[])] takes it.
  public float[] toZeroOne() {
    float[] zeroOne = new float[keeps.length];
    for (int i = 0; i < keeps.length; i++) {
      zeroOne[i] = keeps[i] ? 1f : 0f;
    }
    return zeroOne;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof NamedMask that
        && name.equals(that.name)
        && shape.equals(that.shape)
        && Arrays.equals(keeps, that.keeps);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + Arrays.hashCode(keeps);
  }

  @Override
  public String toString() {
    return name + " " + shape;
  }
}
