package org.tombola.bench.gpu;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tombola.engine.BackendUnavailable;

/// All backends that are compared, open.
public final class Lanes implements AutoCloseable {
  private final List<Lane> precisions = new ArrayList<>();
  private final Map<String, Lane> cublas = new TreeMap<>(); // by the name without it
  private final List<String> missing = new ArrayList<>();

  private Lanes() {}

  /// Opens those that there are.
  ///
  /// @throws BackendUnavailable if even the one without choices cannot be used
  public static Lanes open(Target target) {
    Lanes lanes = new Lanes();
    for (String name : target.precisions()) {
      Lane lane = lanes.precisions.isEmpty() ? lane(target, name) : lanes.tried(target, name);
      if (lane != null) {
        lanes.precisions.add(lane);
        Optional<String> other = target.withCublas(name);
        Lane oracle = other.isPresent() ? lanes.tried(target, other.get()) : null;
        if (oracle != null) {
          lanes.cublas.put(name, oracle);
        }
      }
    }
    return lanes;
  }

  private static Lane lane(Target target, String name) {
    return new Lane(name, target.backends().apply(name));
  }

  /// Null, and a line in [#missing], if it cannot be used.
  private @Nullable Lane tried(Target target, String name) {
    try {
      return lane(target, name);
    } catch (BackendUnavailable e) {
      missing.add("Not measured, `" + name + "`: " + e.getMessage());
      return null;
    }
  }

  /// The backend without choices.
  public Lane first() {
    return precisions.getFirst();
  }

  /// The backend's own kernels in each precision.
  public List<Lane> precisions() {
    return List.copyOf(precisions);
  }

  /// Those, and products by cuBLAS in each precision where there is that.
  public List<Lane> products() {
    List<Lane> all = new ArrayList<>();
    for (Lane lane : precisions) {
      all.add(lane);
      Optional.ofNullable(cublas.get(lane.name())).ifPresent(all::add);
    }
    return all;
  }

  /// The name of the backend that has the products of the one of this name made by cuBLAS.
  public Optional<String> cublas(String name) {
    return Optional.ofNullable(cublas.get(name)).map(Lane::name);
  }

  /// What could not be opened and why, a line each.
  public List<String> missing() {
    return List.copyOf(missing);
  }

  @Override
  public void close() {
    products().forEach(Lane::close);
  }
}
