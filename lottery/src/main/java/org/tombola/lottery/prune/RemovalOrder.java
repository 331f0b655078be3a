package org.tombola.lottery.prune;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.tombola.lottery.linear.UnitVectors;

/// In which order units are removed from a layer by their weights alone (Heitmann 2020, frame
/// potentials). As a criterion of filters and units it is what ranks them.
///
/// What a unit contributes to the frame potential, or to the sum of the sizes of all inner
/// products, is what the others have less without it. It is computed anew after each removal.
public enum RemovalOrder {
  SMALLEST_NORM,
  LARGEST_NORM,
  /// The frame potential of the rest stays as high as it can.
  LEAST_POTENTIAL,
  MOST_POTENTIAL,
  LEAST_PRODUCT,
  MOST_PRODUCT,
  LEAST_POTENTIAL_RAW,
  MOST_POTENTIAL_RAW,
  LEAST_PRODUCT_RAW,
  MOST_PRODUCT_RAW;

  /// What a recipe calls it.
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// One line.
  String about() {
    return "order of removal by what units read: "
        + name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /// All units, those that go first in front; of equals those with the lower index.
  public List<Integer> of(UnitVectors vectors) {
    return switch (this) {
      case SMALLEST_NORM -> ascending(vectors.norms());
      case LARGEST_NORM -> ascending(Arrays.stream(vectors.norms()).map(x -> -x).toArray());
      case LEAST_POTENTIAL, LEAST_PRODUCT, LEAST_POTENTIAL_RAW, LEAST_PRODUCT_RAW ->
          byContribution(parts(vectors), 1);
      case MOST_POTENTIAL, MOST_PRODUCT, MOST_POTENTIAL_RAW, MOST_PRODUCT_RAW ->
          byContribution(parts(vectors), -1);
    };
  }

  /// Indices in the order of their values.
  public static List<Integer> ascending(double[] values) {
    return IntStream.range(0, values.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> values[i]))
        .toList();
  }

  /// What each pair of units adds.
  private double[][] parts(UnitVectors vectors) {
    double[][] parts = vectors.products();
    double[] norms = vectors.norms();
    for (int i = 0; i < parts.length; i++) {
      for (int j = 0; j < parts.length; j++) {
        double lengths = name().endsWith("RAW") ? 1 : norms[i] * norms[j];
        double product = lengths == 0 ? 0 : parts[i][j] / lengths;
        parts[i][j] = name().contains("POTENTIAL") ? product * product : Math.abs(product);
      }
    }
    return parts;
  }

  /// @param sign 1 if the unit with the least contribution goes, −1 if that with the most
  private static List<Integer> byContribution(double[][] parts, int sign) {
    int units = parts.length;
    double[] contributions = new double[units];
    for (int i = 0; i < units; i++) {
      contributions[i] = 2 * Arrays.stream(parts[i]).sum() - parts[i][i];
    }
    boolean[] gone = new boolean[units];
    return IntStream.range(0, units)
        .map(
            _ -> {
              int next = -1;
              for (int i = 0; i < units; i++) {
                if (!gone[i] && (next < 0 || sign * (contributions[i] - contributions[next]) < 0)) {
                  next = i;
                }
              }
              gone[next] = true;
              for (int i = 0; i < units; i++) {
                contributions[i] -= 2 * parts[i][next];
              }
              return next;
            })
        .boxed()
        .toList();
  }
}
