package org.tombola.bench.ladder;

/// How far a rung's numbers may be from the same sums in double precision.
public final class Accuracy {
  /// For sums in single precision, in any order.
  public static final double SUMS = 1e-5;

  private Accuracy() {}

  /// Says which rung is wrong, and by how much.
  public static final class Wrong extends IllegalStateException {
    private static final long serialVersionUID = 1;

    private Wrong(String what) {
      super(what);
    }
  }

  /// The largest difference, divided by the largest magnitude expected: a single element near zero
  /// may have lost all its digits to terms that cancel, so no element is compared with itself. NaN
  /// if a number is.
  ///
  /// @throws IllegalArgumentException if the lengths differ
  public static double error(double[] expected, float[] actual) {
    if (expected.length != actual.length) {
      throw new IllegalArgumentException(
          "%d numbers instead of %d".formatted(actual.length, expected.length));
    }
    double difference = 0;
    double magnitude = 0;
    for (int i = 0; i < expected.length; i++) {
      difference = Math.max(difference, Math.abs(expected[i] - actual[i]));
      magnitude = Math.max(magnitude, Math.abs(expected[i]));
    }
    return difference / magnitude;
  }

  /// Lets `error` pass up to `tolerance`.
  ///
  /// @throws Wrong if `error` is above `tolerance` or not a number
  public static void require(String rung, double error, double tolerance) {
    if (!(error <= tolerance)) {
      throw new Wrong("%s is wrong: error %.2e, allowed %.0e".formatted(rung, error, tolerance));
    }
  }
}
