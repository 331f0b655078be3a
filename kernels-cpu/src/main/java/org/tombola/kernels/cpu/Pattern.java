package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.Lanes.ORIGIN;

import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Which of a tensor of weights are not pruned, and the lists that sparse kernels walk along, each
/// made when first asked for: they change only with the mask.
final class Pattern {
  private final float[] mask;
  private final int kept;
  private final int size;
  private final Map<Object, SparseFilters> lists = new HashMap<>();
  private final Set<float[]> clear = Collections.newSetFromMap(new IdentityHashMap<>());
  private int @Nullable [] left;

  /// @param mask plain, 0 or 1 each, never written to again
  Pattern(CpuStorage mask) {
    this.mask = mask.data();
    size = mask.features();
    int ones = 0;
    for (int i = 0; i < size; i++) {
      if (this.mask[ORIGIN + i] != 0f) {
        ones++;
      }
    }
    kept = ones;
  }

  /// The part of the weights that is left.
  double density() {
    return (double) kept / size;
  }

  /// Weights that are left.
  int kept() {
    return kept;
  }

  float[] mask() {
    return mask;
  }

  /// The list for one use of the weights, which `key` tells from others.
  SparseFilters list(Object key, Supplier<SparseFilters> make) {
    synchronized (lists) {
      return lists.computeIfAbsent(key, _ -> make.get());
    }
  }

  /// Where in their array the weights lie that are left, ascending.
  int[] left() {
    synchronized (lists) {
      int[] places = left;
      if (places == null) {
        places = new int[kept];
        int next = 0;
        for (int i = ORIGIN; next < kept; i++) {
          if (mask[i] != 0f) {
            places[next++] = i;
          }
        }
        left = places;
      }
      return places;
    }
  }

  /// Sets `x`, an array like the mask, to +0 where weights are pruned, if it is met for the first
  /// time.
  void clear(float @Nullable [] x) {
    synchronized (lists) {
      if (x != null && clear.add(x)) {
        for (int i = 0; i < size; i++) {
          if (mask[ORIGIN + i] == 0f) {
            x[ORIGIN + i] = 0f;
          }
        }
      }
    }
  }
}
