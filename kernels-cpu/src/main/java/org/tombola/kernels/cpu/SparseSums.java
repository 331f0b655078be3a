package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.Lanes.LANES;
import static org.tombola.kernels.cpu.Simd.SPECIES;
import static org.tombola.kernels.cpu.Simd.WIDTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/// The kernel of a linear layer's sparse gradient: the weights of one output feature, eight at a
/// time, each the sum of `dy · x` over the batch, a vector of samples at a time.
///
/// In the end the eight vectors are folded: two give one, whose lanes without bit `s` hold half a
/// sum of the first and the others of the second. It is a transposition ([Transpose]) that adds up
/// what it brings together, so each round has half of the work of the one before.
final class SparseSums {
  /// Weights at a time.
  static final int WEIGHTS = 8;

  private static final int STEP = Math.max(1, WIDTH / WEIGHTS);

  private static final Halves BY_8 = Halves.by(8 % WIDTH);
  private static final Halves BY_4 = Halves.by(4 % WIDTH);
  private static final Halves BY_2 = Halves.by(2);
  private static final Halves BY_1 = Halves.by(1);

  private SparseSums() {}

  /// `sums[at(j)] = Σ_b Σ_n dy[dyAt + b·dyStep + n] · x[x0 + offsets[from + j] + b·xStep + n]` for
  /// the entries `from .. to`, with room for [#WEIGHTS] more.
  static void of(
      float[] dy,
      int dyAt,
      int dyStep,
      float[] x,
      int x0,
      int xStep,
      int[] offsets,
      int from,
      int to,
      int blocks,
      float[] sums) {
    for (int p = from; p < to; p += WEIGHTS) {
      int a0 = x0 + offsets[p];
      int a1 = x0 + offsets[Math.min(p + 1, to - 1)];
      int a2 = x0 + offsets[Math.min(p + 2, to - 1)];
      int a3 = x0 + offsets[Math.min(p + 3, to - 1)];
      int a4 = x0 + offsets[Math.min(p + 4, to - 1)];
      int a5 = x0 + offsets[Math.min(p + 5, to - 1)];
      int a6 = x0 + offsets[Math.min(p + 6, to - 1)];
      int a7 = x0 + offsets[Math.min(p + 7, to - 1)];
      FloatVector c0 = FloatVector.zero(SPECIES);
      FloatVector c1 = c0;
      FloatVector c2 = c0;
      FloatVector c3 = c0;
      FloatVector c4 = c0;
      FloatVector c5 = c0;
      FloatVector c6 = c0;
      FloatVector c7 = c0;
      for (int b = 0; b < blocks; b++) {
        for (int lane = 0; lane < LANES; lane += WIDTH) {
          int z = b * xStep + lane;
          FloatVector g = FloatVector.fromArray(SPECIES, dy, dyAt + b * dyStep + lane);
          c0 = g.fma(FloatVector.fromArray(SPECIES, x, a0 + z), c0);
          c1 = g.fma(FloatVector.fromArray(SPECIES, x, a1 + z), c1);
          c2 = g.fma(FloatVector.fromArray(SPECIES, x, a2 + z), c2);
          c3 = g.fma(FloatVector.fromArray(SPECIES, x, a3 + z), c3);
          c4 = g.fma(FloatVector.fromArray(SPECIES, x, a4 + z), c4);
          c5 = g.fma(FloatVector.fromArray(SPECIES, x, a5 + z), c5);
          c6 = g.fma(FloatVector.fromArray(SPECIES, x, a6 + z), c6);
          c7 = g.fma(FloatVector.fromArray(SPECIES, x, a7 + z), c7);
        }
      }
      if (WIDTH == 16) {
        FloatVector even = BY_4.fold(BY_8.fold(c0, c4), BY_8.fold(c2, c6));
        FloatVector odd = BY_4.fold(BY_8.fold(c1, c5), BY_8.fold(c3, c7));
        FloatVector twice = BY_2.fold(even, odd);
        BY_1.fold(twice, twice).intoArray(sums, at(p - from));
      } else if (WIDTH == 8) {
        FloatVector even = BY_2.fold(BY_4.fold(c0, c4), BY_4.fold(c2, c6));
        FloatVector odd = BY_2.fold(BY_4.fold(c1, c5), BY_4.fold(c3, c7));
        BY_1.fold(even, odd).intoArray(sums, at(p - from));
      } else {
        BY_1.fold(BY_2.fold(c0, c2), BY_2.fold(c1, c3)).intoArray(sums, at(p - from));
        BY_1.fold(BY_2.fold(c4, c6), BY_2.fold(c5, c7)).intoArray(sums, p - from + WIDTH);
      }
    }
  }

  /// Where the sum of entry `j` is.
  static int at(int j) {
    return j * STEP;
  }

  /// One round's constants.
  ///
  /// @param exchange lane `j` takes from lane `j` with bit `s` turned over
  /// @param second the lanes with bit `s`
  private record Halves(VectorShuffle<Float> exchange, VectorMask<Float> second) {
    static Halves by(int s) {
      return new Halves(VectorShuffle.fromOp(SPECIES, j -> j ^ s), Transpose.lanesWith(s));
    }

    FloatVector fold(FloatVector a, FloatVector b) {
      FloatVector others = b.blend(a, second).rearrange(exchange);
      return a.blend(b, second).add(others);
    }
  }
}
