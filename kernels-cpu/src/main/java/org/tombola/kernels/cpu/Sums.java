package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.Simd.SPECIES;
import static org.tombola.kernels.cpu.Simd.WIDTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;

/// Sums and maxima of a contiguous run, and of a column of vectors.
///
/// A long chain of float additions loses a bit for every doubling, so sums go in blocks: short
/// chains first, and the blocks' sums are joined in double (a run) or in blocks of blocks (a
/// column). Lanes are joined by folding halves: the order of `reduceLanes` may change once a method
/// is compiled, and the same bytes are promised.
public final class Sums {
  /// Floats whose sum is one chain per lane: 16 additions at 512 bits.
  private static final int BLOCK = 1024;

  /// Vectors in a chain of a column, and chains in a block of blocks.
  private static final int CHAIN = 32;

  private static final VectorShuffle<Float> BY_8 = VectorShuffle.iota(SPECIES, 8, 1, true);
  private static final VectorShuffle<Float> BY_4 = VectorShuffle.iota(SPECIES, 4, 1, true);
  private static final VectorShuffle<Float> BY_2 = VectorShuffle.iota(SPECIES, 2, 1, true);
  private static final VectorShuffle<Float> BY_1 = VectorShuffle.iota(SPECIES, 1, 1, true);

  private Sums() {}

  /// `Σ x[at .. at + length)`.
  public static double run(float[] x, int at, int length) {
    int whole = length - length % (2 * WIDTH);
    double sum = 0;
    for (int i = 0; i < whole; i += BLOCK) {
      sum += block(x, at + i, at + Math.min(whole, i + BLOCK));
    }
    for (int i = whole; i < length; i++) {
      sum += x[at + i];
    }
    return sum;
  }

  private static float block(float[] x, int from, int to) {
    FloatVector even = FloatVector.zero(SPECIES);
    FloatVector odd = FloatVector.zero(SPECIES);
    for (int i = from; i < to; i += 2 * WIDTH) {
      even = even.add(FloatVector.fromArray(SPECIES, x, i));
      odd = odd.add(FloatVector.fromArray(SPECIES, x, i + WIDTH));
    }
    FloatVector v = even.add(odd);
    if (WIDTH > 8) {
      v = v.add(v.rearrange(BY_8));
    }
    if (WIDTH > 4) {
      v = v.add(v.rearrange(BY_4));
    }
    v = v.add(v.rearrange(BY_2));
    return v.add(v.rearrange(BY_1)).lane(0);
  }

  /// The maximum of `x[at .. at + length)`; NaN if one is among them.
  public static float max(float[] x, int at, int length) {
    int whole = length - length % WIDTH;
    FloatVector max = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
    for (int i = 0; i < whole; i += WIDTH) {
      max = max.max(FloatVector.fromArray(SPECIES, x, at + i));
    }
    float result = max.reduceLanes(VectorOperators.MAX);
    for (int i = whole; i < length; i++) {
      result = Math.max(result, x[at + i]);
    }
    return result;
  }

  /// `out[o + j] = Σ_r x[at + r·step + j]` for one vector of `j`.
  public static void column(float[] x, int at, int step, int rows, float[] out, int o) {
    FloatVector total = FloatVector.zero(SPECIES);
    for (int outer = 0; outer < rows; outer += CHAIN * CHAIN) {
      FloatVector middle = FloatVector.zero(SPECIES);
      for (int r = outer; r < Math.min(rows, outer + CHAIN * CHAIN); r += CHAIN) {
        FloatVector chain = FloatVector.zero(SPECIES);
        for (int i = r; i < Math.min(rows, r + CHAIN); i++) {
          chain = chain.add(FloatVector.fromArray(SPECIES, x, at + i * step));
        }
        middle = middle.add(chain);
      }
      total = total.add(middle);
    }
    total.intoArray(out, o);
  }

  /// `out[o + j] = max_r x[at + r·step + j]` for one vector of `j`.
  public static void columnMax(float[] x, int at, int step, int rows, float[] out, int o) {
    FloatVector max = FloatVector.fromArray(SPECIES, x, at);
    for (int r = 1; r < rows; r++) {
      max = max.max(FloatVector.fromArray(SPECIES, x, at + r * step));
    }
    max.intoArray(out, o);
  }
}
