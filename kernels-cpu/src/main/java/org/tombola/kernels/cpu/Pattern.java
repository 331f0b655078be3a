package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.Lanes.ORIGIN;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/// Which of a tensor of weights are not pruned, and the lists that sparse kernels walk along, each
/// made when first asked for: they change only with the mask.
final class Pattern {
  private final float[] mask;
  private final double density;
  private final Map<Object, SparseFilters> lists = new HashMap<>();

  /// @param mask plain, 0 or 1 each, never written to again
  Pattern(CpuStorage mask) {
    this.mask = mask.data();
    int size = mask.features();
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (this.mask[ORIGIN + i] != 0f) {
        kept++;
      }
    }
    density = (double) kept / size;
  }

  /// The part of the weights that is left.
  double density() {
    return density;
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
}
