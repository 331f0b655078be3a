package org.tombola.engine.cases;

import java.util.Locale;
import org.junit.jupiter.api.Assertions;

/// Whether two arrays agree up to a tolerance relative to their largest element.
public final class Closeness {
  private Closeness() {}

  /// Infinities and NaN must be in the same places.
  ///
  /// @throws AssertionError naming `what`, the element and both numbers
  public static void check(String what, float[] expected, float[] got, double tolerance) {
    checkWithin(what, expected, got, tolerance * largest(expected));
  }

  /// The largest absolute value of the finite elements, 0 without any.
  static double largest(float[] values) {
    double largest = 0;
    for (float value : values) {
      if (Float.isFinite(value)) {
        largest = Math.max(largest, Math.abs(value));
      }
    }
    return largest;
  }

  /// As [#check] with the difference that is allowed.
  static void checkWithin(String what, float[] expected, float[] got, double allowed) {
    Assertions.assertEquals(expected.length, got.length, what + ": number of elements");
    for (int i = 0; i < expected.length; i++) {
      if (!agree(expected[i], got[i], allowed)) {
        Assertions.fail(
            String.format(
                Locale.ROOT,
                "%s, element %d: got %.9g, expected %.9g +- %.1g",
                what,
                i,
                got[i],
                expected[i],
                allowed));
      }
    }
  }

  /// As [#check], but each element relative to itself.
  public static void checkEach(String what, float[] expected, float[] got, double tolerance) {
    Assertions.assertEquals(expected.length, got.length, what + ": number of elements");
    for (int i = 0; i < expected.length; i++) {
      if (!agree(expected[i], got[i], tolerance * Math.abs(expected[i]))) {
        Assertions.fail(
            String.format(
                Locale.ROOT,
                "%s, element %d: got %.9g, expected %.9g",
                what,
                i,
                got[i],
                expected[i]));
      }
    }
  }

  private static boolean agree(float expected, float got, double allowed) {
    return Float.isFinite(expected)
        ? Math.abs((double) got - expected) <= allowed
        : Float.compare(expected, got) == 0;
  }
}
