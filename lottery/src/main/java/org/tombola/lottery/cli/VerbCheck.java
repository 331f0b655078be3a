package org.tombola.lottery.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tombola.engine.spi.Backend;
import org.tombola.lottery.cli.VerbTrial.Case;

/// Compares a backend with the reference, verb by verb.
final class VerbCheck {
  /// float32 with another order of sums, seen over hundreds to a hundred thousand terms.
  private static final double CLOSE = 2e-5;

  private VerbCheck() {}

  /// How one verb did.
  ///
  /// @param error the largest difference of any output, over the output's largest number
  /// @param allowed more than this is a failure
  /// @param repeats whether a second run gave the same bytes
  /// @param problem what the backend said instead of computing, or null
  record Verdict(
      String verb, double error, double allowed, boolean repeats, @Nullable String problem) {
    boolean ok() {
      return problem == null && repeats && error <= allowed;
    }
  }

  /// @param precision what products multiply in: `fp32`, `tf32` or `bf16`
  static List<Verdict> all(Backend backend, Backend reference, String precision) {
    double coarse =
        switch (precision) {
          case "tf32" -> 2e-3;
          case "bf16" -> 2e-2;
          default -> CLOSE;
        };
    List<Verdict> verdicts = new ArrayList<>();
    add(verdicts, VerbCases.exact(), CLOSE, backend, reference);
    add(verdicts, VerbCases.products(), coarse, backend, reference);
    return verdicts;
  }

  private static void add(
      List<Verdict> verdicts,
      Map<String, Case> cases,
      double allowed,
      Backend backend,
      Backend reference) {
    cases.forEach((verb, one) -> verdicts.add(verdict(verb, one, allowed, backend, reference)));
  }

  private static Verdict verdict(
      String verb, Case one, double allowed, Backend backend, Backend reference) {
    List<float[]> expected = VerbTrial.results(one, reference);
    try {
      List<float[]> got = VerbTrial.results(one, backend);
      List<float[]> again = VerbTrial.results(one, backend);
      double error = 0;
      boolean repeats = true;
      for (int i = 0; i < expected.size(); i++) {
        error = Math.max(error, error(got.get(i), expected.get(i)));
        repeats &= sameBytes(got.get(i), again.get(i));
      }
      return new Verdict(verb, error, allowed, repeats, null);
    } catch (RuntimeException e) {
      // A verb that fails must not hide how the others do.
      return new Verdict(verb, 0, allowed, true, String.valueOf(e.getMessage()));
    }
  }

  private static boolean sameBytes(float[] a, float[] b) {
    for (int i = 0; i < a.length; i++) {
      if (Float.floatToRawIntBits(a[i]) != Float.floatToRawIntBits(b[i])) {
        return false;
      }
    }
    return true;
  }

  /// Infinite where one is NaN and the other is not.
  private static double error(float[] got, float[] expected) {
    double most = 0;
    double difference = 0;
    for (int i = 0; i < expected.length; i++) {
      if (Float.isNaN(got[i]) != Float.isNaN(expected[i])) {
        return Double.POSITIVE_INFINITY;
      }
      if (!Float.isNaN(expected[i]) && got[i] != expected[i]) {
        most = Math.max(most, Math.abs(expected[i]));
        difference = Math.max(difference, Math.abs((double) got[i] - expected[i]));
      }
    }
    for (float e : expected) {
      most = Float.isFinite(e) ? Math.max(most, Math.abs(e)) : most;
    }
    return difference == 0 ? 0 : most == 0 ? Double.POSITIVE_INFINITY : difference / most;
  }
}
