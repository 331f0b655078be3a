package org.tombola.bench.crossover;

import org.tombola.bench.layer.Direction;
import org.tombola.bench.layer.Layer;
import org.tombola.bench.layer.Operands;
import org.tombola.engine.spi.Backend;
import org.tombola.engine.spi.Storage;

/// What a backend chooses when left to itself, found out from what it computes: its table of
/// densities is nobody else's to read.
///
/// Pruned weights are given as NaN. A product that skips them is made of numbers, one that does not
/// is not. A gradient of weights shows it by itself: where they are pruned, it is +0 if they were
/// skipped.
public final class Rule {
  private static final double LOWEST = 0.005;
  private static final double HIGHEST = 0.995;
  private static final double PRECISION = 0.005;

  private Rule() {}

  /// The density at and below which weights are skipped, to half a per cent: 0 for never, 1 for
  /// always.
  public static double threshold(Layer layer, Direction direction, Backend on) {
    Operands operands = new Operands(layer, on);
    double sparse = LOWEST;
    double dense = HIGHEST;
    if (!skips(operands, direction, sparse)) {
      return 0;
    }
    if (skips(operands, direction, dense)) {
      return 1;
    }
    while (dense - sparse > PRECISION) {
      double middle = (dense + sparse) / 2;
      if (skips(operands, direction, middle)) {
        sparse = middle;
      } else {
        dense = middle;
      }
    }
    return sparse;
  }

  private static boolean skips(Operands operands, Direction direction, double density) {
    Storage weights = operands.weights(density, Float.NaN);
    operands.run(direction, weights);
    float[] result = operands.result(direction);
    if (direction == Direction.WEIGHT_GRADIENT) {
      return zeroWherePruned(weights, result);
    }
    for (float number : result) {
      if (Float.isNaN(number)) {
        return false;
      }
    }
    return true;
  }

  private static boolean zeroWherePruned(Storage weights, float[] gradient) {
    float[] values = new float[gradient.length];
    weights.read(values);
    for (int i = 0; i < values.length; i++) {
      if (Float.isNaN(values[i]) && gradient[i] != 0f) {
        return false;
      }
    }
    return true;
  }
}
