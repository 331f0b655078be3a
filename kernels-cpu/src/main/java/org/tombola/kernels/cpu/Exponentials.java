package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.Simd.ONE;
import static org.tombola.kernels.cpu.Simd.SPECIES;
import static org.tombola.kernels.cpu.Simd.WIDTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/// `eˣ`, `log x` and `log(1 + x)`, the same bytes at every time, width and machine.
///
/// The Vector API's own `EXP` and `LOG` will not do: interpreted they are `Math.exp` lane by lane,
/// compiled they are another library's, and the two differ in the last bit. A run would then depend
/// on when the compiler came by. So `eˣ` is made of additions and fused multiplications, which are
/// exact by the standard (polynomial: Cephes library, `expf`, Moshier 1989; within two units in the
/// last place), and the logarithm is `StrictMath`'s.
///
/// Each works on arrays and holds its whole loop: a vector passed between methods becomes an object
/// whenever the compiler decides not to inline. Constants are vectors and sums fused, since it also
/// stops inlining in a loop of too many operations.
final class Exponentials {
  private static final VectorSpecies<Integer> INTS = SPECIES.withLanes(int.class);

  /// Adding it, 1.5 · 2²³, rounds a float below 2²² to a whole number and leaves that in the low
  /// bits.
  private static final FloatVector ROUNDER = floats(0x1.8p23f);

  private static final IntVector ROUNDER_BITS = ROUNDER.reinterpretAsInts();

  private static final FloatVector HALF = floats(0.5f);
  private static final FloatVector LOG2_E = floats(1.442695f);

  /// −log 2 in two parts, the first with few enough bits that its products are exact.
  private static final FloatVector MINUS_LN2_HIGH = floats(-0x1.63p-1f);

  private static final FloatVector MINUS_LN2_LOW = floats(2.1219444e-4f);

  private static final FloatVector LOWEST = floats(-105f);
  private static final FloatVector HIGHEST = floats(89f);
  private static final FloatVector E2 = floats(0.5f);
  private static final FloatVector E3 = floats(0.16666666f);
  private static final FloatVector E4 = floats(4.1665796e-2f);
  private static final FloatVector E5 = floats(8.333452e-3f);
  private static final FloatVector E6 = floats(1.3981999e-3f);
  private static final FloatVector E7 = floats(1.9875691e-4f);

  private static final IntVector BIAS = ints(127);
  private static final IntVector EXPONENT_UNIT = ints(1 << 23);

  private Exponentials() {}

  /// `out[i] = eˣ[i]` for `i = from, from + step, .. < to`, a vector each; `out` may be `x`. 0
  /// below −103.97, ∞ above 88.72, NaN for NaN.
  static void exp(float[] x, float[] out, int from, int to, int step) {
    for (int i = from; i < to; i += step) {
      // x = n · log 2 + r with |r| ≤ ½ log 2, and eˣ = 2ⁿ · eʳ.
      FloatVector bounded = FloatVector.fromArray(SPECIES, x, i).max(LOWEST).min(HIGHEST);
      FloatVector rounded = bounded.fma(LOG2_E, ROUNDER);
      FloatVector n = rounded.sub(ROUNDER);
      FloatVector r = n.fma(MINUS_LN2_LOW, n.fma(MINUS_LN2_HIGH, bounded));
      FloatVector p = E7.fma(r, E6).fma(r, E5).fma(r, E4).fma(r, E3).fma(r, E2);
      p = p.fma(r.mul(r), r.add(ONE));
      // 2ⁿ in two factors: n may be below the exponents of normal numbers.
      IntVector whole = rounded.reinterpretAsInts().sub(ROUNDER_BITS);
      IntVector half = n.fma(HALF, ROUNDER).reinterpretAsInts().sub(ROUNDER_BITS);
      FloatVector first = half.add(BIAS).mul(EXPONENT_UNIT).reinterpretAsFloats();
      FloatVector second = whole.sub(half).add(BIAS).mul(EXPONENT_UNIT).reinterpretAsFloats();
      p.mul(first).mul(second).intoArray(out, i);
    }
  }

  /// `out[j] = log(one + x[j])` for every lane `j` of those vectors, with `one` 0 or 1. Lane by
  /// lane in double precision: it is needed once a sample, not once a class.
  static void log(float one, float[] x, float[] out, int from, int to, int step) {
    for (int i = from; i < to; i += step) {
      for (int j = i; j < i + WIDTH; j++) {
        out[j] = (float) (one == 0f ? StrictMath.log(x[j]) : StrictMath.log1p(x[j]));
      }
    }
  }

  private static FloatVector floats(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }

  private static IntVector ints(int value) {
    return IntVector.broadcast(INTS, value);
  }
}
