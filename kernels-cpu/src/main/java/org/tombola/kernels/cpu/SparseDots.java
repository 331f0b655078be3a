package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.Lanes.LANES;
import static org.tombola.kernels.cpu.Simd.SPECIES;
import static org.tombola.kernels.cpu.Simd.WIDTH;

import jdk.incubator.vector.FloatVector;

/// The kernel of a sparse gradient: four weights of one output channel at a time, each the sum of
/// `dy · x` over samples and pixels. Sums stay vectors, a lane for every sample of its kind; they
/// are joined at the very end.
final class SparseDots {
  /// Weights of a call.
  static final int WEIGHTS = 4;

  private SparseDots() {}

  /// `sums[at + WIDTH·j + lane] += Σ_q dy[dyAt + q·dyStep + lane] · x[x0 + offsets[p + j] + q·xStep
  /// + lane]` for four entries, lanes `WIDTH` apart counting as the same. Entries beyond `weights`
  ///   repeat the last and store the same numbers to the same place.
  static void add(
      float[] dy,
      int dyAt,
      int dyStep,
      float[] x,
      int x0,
      int xStep,
      int[] offsets,
      int p,
      int weights,
      int columns,
      float[] sums,
      int at) {
    int j1 = Math.min(1, weights - 1);
    int j2 = Math.min(2, weights - 1);
    int j3 = Math.min(3, weights - 1);
    int a0 = x0 + offsets[p];
    int a1 = x0 + offsets[p + j1];
    int a2 = x0 + offsets[p + j2];
    int a3 = x0 + offsets[p + j3];
    FloatVector c0 = FloatVector.zero(SPECIES);
    FloatVector c1 = FloatVector.zero(SPECIES);
    FloatVector c2 = FloatVector.zero(SPECIES);
    FloatVector c3 = FloatVector.zero(SPECIES);
    FloatVector d0 = FloatVector.zero(SPECIES);
    FloatVector d1 = FloatVector.zero(SPECIES);
    FloatVector d2 = FloatVector.zero(SPECIES);
    FloatVector d3 = FloatVector.zero(SPECIES);
    for (int q = 0; q < columns; q++) {
      for (int lane = 0; lane < LANES; lane += 2 * WIDTH) {
        int z = q * xStep + lane;
        FloatVector g = FloatVector.fromArray(SPECIES, dy, dyAt + q * dyStep + lane);
        c0 = g.fma(FloatVector.fromArray(SPECIES, x, a0 + z), c0);
        c1 = g.fma(FloatVector.fromArray(SPECIES, x, a1 + z), c1);
        c2 = g.fma(FloatVector.fromArray(SPECIES, x, a2 + z), c2);
        c3 = g.fma(FloatVector.fromArray(SPECIES, x, a3 + z), c3);
        g = FloatVector.fromArray(SPECIES, dy, dyAt + q * dyStep + lane + WIDTH);
        d0 = g.fma(FloatVector.fromArray(SPECIES, x, a0 + z + WIDTH), d0);
        d1 = g.fma(FloatVector.fromArray(SPECIES, x, a1 + z + WIDTH), d1);
        d2 = g.fma(FloatVector.fromArray(SPECIES, x, a2 + z + WIDTH), d2);
        d3 = g.fma(FloatVector.fromArray(SPECIES, x, a3 + z + WIDTH), d3);
      }
    }
    c0 = c0.add(d0).add(FloatVector.fromArray(SPECIES, sums, at));
    c1 = c1.add(d1).add(FloatVector.fromArray(SPECIES, sums, at + j1 * WIDTH));
    c2 = c2.add(d2).add(FloatVector.fromArray(SPECIES, sums, at + j2 * WIDTH));
    c3 = c3.add(d3).add(FloatVector.fromArray(SPECIES, sums, at + j3 * WIDTH));
    c0.intoArray(sums, at);
    c1.intoArray(sums, at + j1 * WIDTH);
    c2.intoArray(sums, at + j2 * WIDTH);
    c3.intoArray(sums, at + j3 * WIDTH);
  }
}
