package org.tombola.lottery.prune;

import java.util.List;
import org.tombola.engine.Shape;
import org.tombola.lottery.recipe.InvalidSettings;

/// Shares that fall from layer to layer (Su et al. 2020, "Sanity-Checking Pruning Methods: Random
/// Tickets can Win the Jackpot"). The output layer keeps 0.3 of its weights, as the linear layers
/// of the paper's networks do, which are output layers all.
final class DescendingRatio {
  private static final double OUTPUT = 0.3;

  private DescendingRatio() {}

  /// The share before it is scaled.
  @FunctionalInterface
  interface Form {
    /// For one layer.
    ///
    /// @param i the layer's number from behind: that of the first is the number of layers
    /// @param l its number from the front, the first being 1
    double of(double i, double l);
  }

  /// What a layer would get above 1 goes to the next one that has room, from the last on to the
  /// first.
  static double[] shares(String name, List<Shape> shapes, double total, Form form) {
    int last = shapes.size() - 1;
    int[] sizes = shapes.stream().mapToInt(Shape::size).toArray();
    double[] shares = new double[sizes.length];
    shares[last] = OUTPUT;
    double left = Math.floor(total) - Math.floor(OUTPUT * sizes[last]);
    double weighted = 0;
    double hidden = 0;
    for (int i = 0; i < last; i++) {
      shares[i] = form.of(sizes.length - i, i + 1);
      weighted += shares[i] * sizes[i];
      hidden += sizes[i];
    }
    if (left <= 0 || weighted == 0) {
      throw new InvalidSettings(
          "mask.budget %s keeps 0.3 of the output layer, %d weights, and there are %d in all: prune less, or take erk or uniform"
              .formatted(name, (long) Math.floor(OUTPUT * sizes[last]), (long) total));
    }
    double scale = Math.min(left, hidden) / weighted;
    for (int i = 0; i < last; i++) {
      shares[i] *= scale;
    }
    double surplus = 0;
    for (int step = 0; step < 2 * last; step++) {
      int i = step % last;
      double count = shares[i] * sizes[i] + surplus;
      surplus = Math.max(0, count - sizes[i]);
      shares[i] = Math.min(1, count / sizes[i]);
    }
    return shares;
  }
}
