package org.tombola.engine.cases;

import org.tombola.engine.Shape;
import org.tombola.engine.spi.Backend;
import org.tombola.engine.spi.Binary;
import org.tombola.engine.spi.Kind;
import org.tombola.engine.spi.Storage;
import org.tombola.engine.spi.Unary;

/// Elementwise kernels on zeros of both signs, infinities, NaN, and numbers at the ends of the
/// range, against the meaning written in [Unary] and [Binary].
public final class SpecialValues {
  /// Each element relative to itself; kernels may approximate exp and log to a few roundings.
  private static final double TOLERANCE = 1e-6;

  private static final float[] NUMBERS = {
    0f,
    -0f,
    1f,
    -1f,
    0.5f,
    -2.5f,
    1e-30f,
    -1e-30f,
    1e30f,
    -1e30f,
    20f,
    -20f,
    80f,
    -80f,
    88.5f,
    -87f,
    100f,
    -100f,
    104f,
    -104f,
    Float.MIN_NORMAL,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.NaN
  };

  private SpecialValues() {}

  public static void check(Unary f, Backend on) {
    float[] expected = new float[NUMBERS.length];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = f.of(NUMBERS[i]);
    }
    for (Kind kind : Kind.values()) {
      Storage out = poisoned(on, kind, NUMBERS.length);
      on.map(f, storage(on, kind, NUMBERS), out);
      compare(f + " " + kind, expected, out);
    }
  }

  /// Every number with every other.
  public static void check(Binary f, Backend on) {
    int n = NUMBERS.length;
    float[] a = new float[n * n];
    float[] b = new float[n * n];
    float[] expected = new float[n * n];
    for (int i = 0; i < expected.length; i++) {
      a[i] = NUMBERS[i / n];
      b[i] = NUMBERS[i % n];
      expected[i] = f.of(a[i], b[i]);
    }
    for (Kind kind : Kind.values()) {
      Storage out = poisoned(on, kind, expected.length);
      on.zip(f, storage(on, kind, a), storage(on, kind, b), out);
      compare(f + " " + kind, expected, out);
    }
  }

  private static Storage storage(Backend on, Kind kind, float[] values) {
    Storage made = on.allocate(kind, Shape.of(values.length));
    made.write(values);
    return made;
  }

  private static Storage poisoned(Backend on, Kind kind, int size) {
    Storage made = on.allocate(kind, Shape.of(size));
    made.poison();
    return made;
  }

  private static void compare(String what, float[] expected, Storage out) {
    float[] got = new float[expected.length];
    out.read(got);
    Closeness.checkEach(what, expected, got, TOLERANCE);
  }
}
