package org.tombola.bench.crossover;

import java.util.List;
import org.tombola.bench.layer.Direction;
import org.tombola.bench.layer.Layer;

/// How long a direction of a layer takes with dense kernels, and with sparse ones at some
/// densities.
///
/// @param dense seconds of a call
/// @param densities the part of the weights that is left, falling
/// @param sparse seconds of a call, one for each of `densities`
/// @param rule the density at and below which the backend itself chooses sparse kernels
public record Curve(
    Layer layer,
    Direction direction,
    double dense,
    List<Double> densities,
    List<Double> sparse,
    double rule) {
  /// How many times as fast as the dense kernel the sparse one is at the density with this index.
  public double speedUp(int index) {
    return dense / sparse.get(index);
  }

  /// The density below which sparse kernels are faster: where the line between the two densities
  /// around it meets the dense time. 1 if they are at the highest density already, 0 if not even at
  /// the lowest.
  public double crossing() {
    if (sparse.getFirst() < dense) {
      return 1;
    }
    for (int i = 1; i < densities.size(); i++) {
      if (sparse.get(i) < dense) {
        double above = sparse.get(i - 1) - dense;
        double below = dense - sparse.get(i);
        double part = above / (above + below);
        return densities.get(i - 1) + part * (densities.get(i) - densities.get(i - 1));
      }
    }
    return 0;
  }
}
