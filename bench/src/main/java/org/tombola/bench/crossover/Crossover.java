package org.tombola.bench.crossover;

import java.util.ArrayList;
import java.util.List;
import org.tombola.bench.ladder.Rounds;
import org.tombola.bench.ladder.Timing;
import org.tombola.bench.layer.Direction;
import org.tombola.bench.layer.Layer;
import org.tombola.bench.layer.Operands;
import org.tombola.engine.Backends;
import org.tombola.engine.spi.Backend;
import org.tombola.engine.spi.Storage;

/// Times the dense kernels of a layer against the sparse ones, on one thread.
///
/// @param rounds for each direction of each layer
/// @param densities the part of the weights that is left, falling
public record Crossover(Rounds rounds, List<Double> densities) {
  /// The densities of the table, and enough between them.
  public static final List<Double> DENSITIES = List.of(0.5, 0.3, 0.2, 0.1, 0.05, 0.02);

  /// A curve for each direction.
  public List<Curve> curves(Layer layer) {
    try (Backend off = Backends.open("cpu:sparse=off", 1);
        Backend on = Backends.open("cpu:sparse=on", 1);
        Backend auto = Backends.open("cpu", 1)) {
      Operands dense = new Operands(layer, off);
      Operands sparse = new Operands(layer, on);
      Storage all = dense.weights(densities.getFirst(), 0f);
      List<Storage> left = densities.stream().map(d -> sparse.weights(d, 0f)).toList();
      List<Curve> curves = new ArrayList<>();
      for (Direction direction : Direction.values()) {
        List<Runnable> work = new ArrayList<>();
        work.add(() -> dense.run(direction, all));
        left.forEach(weights -> work.add(() -> sparse.run(direction, weights)));
        List<Double> seconds = rounds.time(work).stream().map(Timing::best).toList();
        curves.add(
            new Curve(
                layer,
                direction,
                seconds.getFirst(),
                densities,
                seconds.subList(1, seconds.size()),
                Rule.threshold(layer, direction, auto)));
      }
      return curves;
    }
  }
}
