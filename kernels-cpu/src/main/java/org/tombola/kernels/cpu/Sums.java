package org.tombola.kernels.cpu;

import static jdk.incubator.vector.VectorOperators.D2F;
import static jdk.incubator.vector.VectorOperators.F2D;
import static org.tombola.kernels.cpu.Lanes.LANES;
import static org.tombola.kernels.cpu.Simd.SPECIES;
import static org.tombola.kernels.cpu.Simd.WIDTH;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// Sums and maxima of a contiguous run, and of a column of vectors.
///
/// Sums are carried in double, half a vector of floats at a time: as many terms as memory holds and
/// still a single rounding. Lanes are joined by folding halves: the order of `reduceLanes` may
/// change once a method is compiled, and the same bytes are promised.
public final class Sums {
  /// Doubles in a vector.
  private static final VectorSpecies<Double> DOUBLES =
      VectorSpecies.of(double.class, SPECIES.vectorShape());

  /// As many floats.
  private static final VectorSpecies<Float> FLOATS =
      VectorSpecies.of(float.class, VectorShape.forBitSize(SPECIES.vectorBitSize() / 2));

  private static final int STEP = DOUBLES.length();

  private static final VectorShuffle<Double> BY_HALF =
      VectorShuffle.iota(DOUBLES, STEP / 2, 1, true);
  private static final VectorMask<Double> UPPER =
      VectorMask.fromLong(DOUBLES, (1L << STEP) - (1L << (STEP / 2)));

  private static final VectorShuffle<Double> BY_4 = VectorShuffle.iota(DOUBLES, 4, 1, true);
  private static final VectorShuffle<Double> BY_2 = VectorShuffle.iota(DOUBLES, 2, 1, true);
  private static final VectorShuffle<Double> BY_1 = VectorShuffle.iota(DOUBLES, 1, 1, true);

  private Sums() {}

  /// `Σ x[at .. at + length)`.
  public static double run(float[] x, int at, int length) {
    int whole = length - length % (2 * STEP);
    double sum = runs(x, at, whole, 1, 0);
    for (int i = whole; i < length; i++) {
      sum += x[at + i];
    }
    return sum;
  }

  /// `Σ x[at .. at + length)` without vectors: fast for 32 numbers, the lanes of a block, whose
  /// order is that of [#run] with 512 bits.
  ///
  /// Batch normalisation wants tens of thousands of such sums a step of ResNet-20, at the end of
  /// each of its loops. With so much before them the compiler may give up inlining vectors, and
  /// then each is an object.
  static double byNumber(float[] x, int at, int length) {
    double sum = 0;
    int i = at;
    for (; i + LANES <= at + length; i += LANES) {
      sum +=
          ((eighth(x, i) + eighth(x, i + 4)) + (eighth(x, i + 2) + eighth(x, i + 6)))
              + ((eighth(x, i + 1) + eighth(x, i + 5)) + (eighth(x, i + 3) + eighth(x, i + 7)));
    }
    for (; i < at + length; i++) {
      sum += x[i];
    }
    return sum;
  }

  /// Every eighth of 32 numbers.
  private static double eighth(float[] x, int at) {
    return ((double) x[at] + x[at + 16]) + ((double) x[at + 8] + x[at + 24]);
  }

  /// `out[o + k] = Σ_r Σ x[at + k·length + r·step ..][length]` for `r` below `count` and four
  /// neighbouring runs `k`, `length` being a multiple of a vector's floats. Four at a time, so that
  /// memory is read in longer pieces; each sum is that of [#runs].
  static void fourRuns(float[] x, int at, int length, int count, int step, float[] out, int o) {
    DoubleVector e0 = DoubleVector.zero(DOUBLES);
    DoubleVector o0 = DoubleVector.zero(DOUBLES);
    DoubleVector e1 = DoubleVector.zero(DOUBLES);
    DoubleVector o1 = DoubleVector.zero(DOUBLES);
    DoubleVector e2 = DoubleVector.zero(DOUBLES);
    DoubleVector o2 = DoubleVector.zero(DOUBLES);
    DoubleVector e3 = DoubleVector.zero(DOUBLES);
    DoubleVector o3 = DoubleVector.zero(DOUBLES);
    for (int r = 0; r < count; r++) {
      int first = at + r * step;
      for (int i = first; i < first + length; i += 2 * STEP) {
        e0 = e0.add(FloatVector.fromArray(FLOATS, x, i).convertShape(F2D, DOUBLES, 0));
        o0 = o0.add(FloatVector.fromArray(FLOATS, x, i + STEP).convertShape(F2D, DOUBLES, 0));
        int i1 = i + length;
        e1 = e1.add(FloatVector.fromArray(FLOATS, x, i1).convertShape(F2D, DOUBLES, 0));
        o1 = o1.add(FloatVector.fromArray(FLOATS, x, i1 + STEP).convertShape(F2D, DOUBLES, 0));
        int i2 = i1 + length;
        e2 = e2.add(FloatVector.fromArray(FLOATS, x, i2).convertShape(F2D, DOUBLES, 0));
        o2 = o2.add(FloatVector.fromArray(FLOATS, x, i2 + STEP).convertShape(F2D, DOUBLES, 0));
        int i3 = i2 + length;
        e3 = e3.add(FloatVector.fromArray(FLOATS, x, i3).convertShape(F2D, DOUBLES, 0));
        o3 = o3.add(FloatVector.fromArray(FLOATS, x, i3 + STEP).convertShape(F2D, DOUBLES, 0));
      }
    }
    folded(e0.add(o0), e1.add(o1), out, o);
    folded(e2.add(o2), e3.add(o3), out, o + 2);
  }

  /// `Σ_r Σ x[at + r·step .. at + r·step + length)` for `r` below `count`, `length` being a
  /// multiple of a vector's floats.
  static double runs(float[] x, int at, int length, int count, int step) {
    DoubleVector even = DoubleVector.zero(DOUBLES);
    DoubleVector odd = DoubleVector.zero(DOUBLES);
    for (int r = 0; r < count; r++) {
      for (int i = at + r * step; i < at + r * step + length; i += 2 * STEP) {
        even = even.add(FloatVector.fromArray(FLOATS, x, i).convertShape(F2D, DOUBLES, 0));
        odd = odd.add(FloatVector.fromArray(FLOATS, x, i + STEP).convertShape(F2D, DOUBLES, 0));
      }
    }
    // Here and not in a method of its own: a vector given to one that is not inlined is an object.
    DoubleVector v = even.add(odd);
    if (STEP > 4) {
      v = v.add(v.rearrange(BY_4));
    }
    if (STEP > 2) {
      v = v.add(v.rearrange(BY_2));
    }
    return v.add(v.rearrange(BY_1)).lane(0);
  }

  /// The sums of the lanes of two, each added up as [#runs] does. Side by side, for four of those
  /// in a row are more than the compiler takes into one method: the last one's vector would be an
  /// object.
  private static void folded(DoubleVector a, DoubleVector b, float[] out, int o) {
    DoubleVector v = a.blend(b, UPPER).add(b.blend(a, UPPER).rearrange(BY_HALF));
    if (STEP > 4) {
      v = v.add(v.rearrange(BY_2));
    }
    if (STEP > 2) {
      v = v.add(v.rearrange(BY_1));
    }
    out[o] = (float) v.lane(0);
    out[o + 1] = (float) v.lane(STEP / 2);
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
    DoubleVector low = DoubleVector.zero(DOUBLES);
    DoubleVector high = DoubleVector.zero(DOUBLES);
    for (int r = 0; r < rows; r++) {
      int i = at + r * step;
      low = low.add(FloatVector.fromArray(FLOATS, x, i).convertShape(F2D, DOUBLES, 0));
      high = high.add(FloatVector.fromArray(FLOATS, x, i + STEP).convertShape(F2D, DOUBLES, 0));
    }
    ((FloatVector) low.convertShape(D2F, FLOATS, 0)).intoArray(out, o);
    ((FloatVector) high.convertShape(D2F, FLOATS, 0)).intoArray(out, o + STEP);
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
