package org.tombola.nn;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntPredicate;
import org.tombola.engine.Shape;

/// A network without the units that nothing reads: where every weight that reads a unit is pruned,
/// the unit can go, and what is left computes the same with smaller matrices.
///
/// Single weights that are pruned stay where they are, as zeros; only whole [Units] go. At least
/// one unit of a layer stays.
public final class Compact {
  private Compact() {}

  /// The weights without unread units. A unit that only units now gone have read goes too.
  ///
  /// @param network of that shape; its own numbers do not matter
  /// @param weights pruned ones are 0
  public static Weights of(Module network, Weights weights) {
    var tensors = new LinkedHashMap<>(weights.tensors());
    for (Units units : Units.of(network).reversed()) {
      NamedTensor to = weights.get(units.to());
      NamedTensor left = tensors.getOrDefault(units.to(), to);
      boolean[] read = read(units, left);
      for (String name : units.along()) {
        tensors.put(name, rows(weights.get(name), read));
      }
      tensors.put(units.from(), rows(weights.get(units.from()), read));
      int count = count(read);
      Shape all = left.shape();
      Shape fewer = all.with(1, all.dim(1) / units.count() * count);
      tensors.put(units.to(), kept(left, fewer, entry -> read[units.readBy(entry, left.shape())]));
    }
    return new Weights(tensors);
  }

  private static boolean[] read(Units units, NamedTensor by) {
    boolean[] read = new boolean[units.count()];
    for (int i = 0; i < by.shape().size(); i++) {
      read[units.readBy(i, by.shape())] |= by.at(i) != 0;
    }
    read[0] |= count(read) == 0;
    return read;
  }

  private static NamedTensor rows(NamedTensor tensor, boolean[] keeps) {
    Shape all = tensor.shape();
    int row = all.size() / keeps.length;
    return kept(tensor, all.with(0, count(keeps)), entry -> keeps[entry / row]);
  }

  private static NamedTensor kept(NamedTensor tensor, Shape shape, IntPredicate keeps) {
    float[] values = new float[shape.size()];
    int next = 0;
    for (int i = 0; i < tensor.shape().size(); i++) {
      if (keeps.test(i)) {
        values[next++] = tensor.at(i);
      }
    }
    return NamedTensor.of(tensor.name(), shape, values);
  }

  private static int count(boolean[] keeps) {
    int count = 0;
    for (boolean keep : keeps) {
      count += keep ? 1 : 0;
    }
    return count;
  }

  /// The shapes in which a network with fewer units differs from the whole one, for [Initializer].
  /// Read off how many rows each layer has; whether everything else has such a shape is for
  /// [Weights#into] to check.
  ///
  /// @param network the whole one
  /// @throws WeightsException if a layer is missing
  public static Map<String, Shape> shapes(Module network, Weights smaller) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    network.state().forEach(state -> shapes.put(state.name(), state.shape()));
    Map<String, Shape> whole = Map.copyOf(shapes);
    for (Units units : Units.of(network)) {
      Shape rows = smaller.get(units.from()).shape();
      int left = rows.rank() == 0 ? 1 : Math.min(rows.dim(0), units.count());
      shapes.computeIfPresent(units.from(), (_, shape) -> shape.with(0, left));
      shapes.computeIfPresent(
          units.to(), (_, shape) -> shape.with(1, shape.dim(1) / units.count() * left));
      units.along().forEach(name -> shapes.put(name, Shape.of(left)));
    }
    shapes.entrySet().removeIf(entry -> entry.getValue().equals(whole.get(entry.getKey())));
    return shapes;
  }
}
