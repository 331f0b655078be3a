package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.Simd.SPECIES;
import static org.tombola.kernels.cpu.Simd.WIDTH;
import static org.tombola.kernels.cpu.Simd.ZERO;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.jspecify.annotations.Nullable;

/// Where a mask is 0, an array becomes exactly +0: a selection, not a product, which would keep a
/// minus sign or a NaN. Run on a chunk that the optimiser has just written, still in L1.
final class Masking {
  private Masking() {}

  /// Without a mask, or without the array, nothing happens.
  static void apply(float @Nullable [] mask, float @Nullable [] x, int from, int to) {
    if (mask != null && x != null) {
      select(mask, x, from, to);
    }
  }

  private static void select(float[] mask, float[] x, int from, int to) {
    for (int i = from; i < to; i += WIDTH) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, i);
      var gone = FloatVector.fromArray(SPECIES, mask, i).compare(VectorOperators.EQ, ZERO);
      v.blend(ZERO, gone).intoArray(x, i);
    }
  }
}
