package org.tombola.engine.op;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// An immutable list of ints with value equality: axes or labels as a record component.
public final class Ints {
  private final int[] values;

  private Ints(int[] values) {
    this.values = values;
  }

  public static Ints of(int... values) {
    return new Ints(values.clone());
  }

  /// 0, 1, ... n−1.
  public static Ints range(int n) {
    return new Ints(IntStream.range(0, n).toArray());
  }

  public int size() {
    return values.length;
  }

  public int get(int i) {
    return values[i];
  }

  public boolean contains(int value) {
    for (int v : values) {
      if (v == value) {
        return true;
      }
    }
    return false;
  }

  /// A copy.
  public int[] array() {
    return values.clone();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Ints that && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return Arrays.toString(values);
  }
}
