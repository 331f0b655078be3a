package org.tombola.lottery.prune;

import java.util.Arrays;
import java.util.List;
import org.tombola.engine.Shape;

/// Layers as random bipartite graphs in which the number of edges grows with the number of nodes,
/// not with their product (Mocanu et al. 2018; with the kernel's sides as in Evci et al. 2020).
final class ErdosRenyi {
  private ErdosRenyi() {}

  /// A layer that would get more than it has becomes dense, and ε is solved again for the others.
  /// As in the authors' program the total is the one that the same share of each layer would leave,
  /// each layer rounded up.
  ///
  /// @param kernel whether the sides of a filter count too
  static double[] shares(List<Shape> shapes, double total, boolean kernel) {
    double[] raw = shapes.stream().mapToDouble(shape -> raw(shape, kernel)).toArray();
    double share = total / shapes.stream().mapToLong(Shape::size).sum();
    boolean[] dense = new boolean[raw.length];
    while (true) {
      double left = 0;
      double weighted = 0;
      for (int i = 0; i < raw.length; i++) {
        int size = shapes.get(i).size();
        left += LayerBudget.up(size * share) - (dense[i] ? size : 0);
        weighted += dense[i] ? 0 : raw[i] * size;
      }
      double epsilon = weighted == 0 ? 0 : left / weighted;
      boolean more = false;
      for (int i = 0; i < raw.length; i++) {
        if (!dense[i] && epsilon * raw[i] > 1) {
          dense[i] = true;
          more = true;
        }
      }
      if (!more) {
        double[] shares = new double[raw.length];
        Arrays.setAll(shares, i -> dense[i] ? 1 : epsilon * raw[i]);
        return shares;
      }
    }
  }

  private static double raw(Shape shape, boolean kernel) {
    double sum = 0;
    double product = 1;
    for (int axis = 0; axis < (kernel ? shape.rank() : 2); axis++) {
      sum += shape.dim(axis);
      product *= shape.dim(axis);
    }
    return sum / product;
  }
}
