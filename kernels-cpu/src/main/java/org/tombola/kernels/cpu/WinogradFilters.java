package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.Lanes.ORIGIN;
import static org.tombola.kernels.cpu.Simd.SPECIES;
import static org.tombola.kernels.cpu.Simd.WIDTH;

import jdk.incubator.vector.FloatVector;

/// Filters of 3×3 in Winograd's domain, `G g Gᵀ`, and the way back of their gradient, `Gᵀ u G`.
///
/// ```text
///              ┌   6   0   0 ┐
///              │  −4  −4  −4 │
///   24 · G  =  │  −4   4  −4 │
///              │   1   2   4 │
///              │   1  −2   4 │
///              └   0   0  24 ┘
/// ```
///
/// Both are flat: element `z` of every plane is one pair of channels, whatever their order.
final class WinogradFilters {
  private static final int TAPS = 9;

  /// Floats of a plane transformed at a time.
  private static final int PIECE = 1 << 12;

  /// Floats of work space: three columns of six.
  static final int WORK = 18 * WIDTH;

  private WinogradFilters() {}

  /// Floats of a plane, whole vectors.
  static int plane(int channels, int depth) {
    return Math.ceilDiv(channels * depth, WIDTH) * WIDTH;
  }

  /// The 36 planes of filters, each `[channel][depth]`, from [Lanes#ORIGIN] of a scratch array.
  ///
  /// @param w row-major filters whose element for output channel `o`, input channel `i` and tap `t`
  ///   is at `ORIGIN + o · outStep + i · inStep + t`
  /// @param turned whether taps are taken last one first
  static float[] pack(
      float[] w,
      int outStep,
      int inStep,
      boolean turned,
      int channels,
      int depth,
      Scratch scratch,
      Parallel parallel) {
    int plane = plane(channels, depth);
    boolean small = (long) TAPS * plane < Correlation.SMALL;
    float[] taps = scratch.take(TAPS * plane);
    parallel.run(
        channels,
        small,
        k ->
            gather(
                w, ORIGIN + k * outStep, inStep, turned, depth, taps, ORIGIN + k * depth, plane));
    float[] packed = scratch.take(WinogradTiles.PIXELS * plane);
    parallel.run(
        Math.ceilDiv(plane, PIECE),
        small,
        piece -> {
          float[] work = scratch.take(WORK);
          int from = piece * PIECE;
          transform(taps, plane, from, Math.min(plane, from + PIECE), packed, work);
          scratch.give(work);
        });
    scratch.give(taps);
    return packed;
  }

  /// The taps of one output channel, each to its own plane.
  private static void gather(
      float[] w, int from, int inStep, boolean turned, int depth, float[] taps, int to, int plane) {
    for (int i = 0; i < depth; i++) {
      for (int t = 0; t < TAPS; t++) {
        taps[to + i + t * plane] = w[from + i * inStep + (turned ? TAPS - 1 - t : t)];
      }
    }
  }

  private static void transform(float[] g, int plane, int from, int to, float[] u, float[] work) {
    for (int z = from; z < to; z += WIDTH) {
      for (int j = 0; j < 3; j++) {
        int at = ORIGIN + z + j * plane;
        spread(g, at, 3 * plane, work, ORIGIN + j * WIDTH, 3 * WIDTH);
      }
      for (int i = 0; i < WinogradTiles.IN; i++) {
        int at = ORIGIN + z + i * WinogradTiles.IN * plane;
        spread(work, ORIGIN + i * 3 * WIDTH, WIDTH, u, at, plane);
      }
    }
  }

  /// `out[to + i·outStep] = Σ_l G[i][l] · x[at + l·step]`, one vector each.
  private static void spread(float[] x, int at, int step, float[] out, int to, int outStep) {
    FloatVector d0 = FloatVector.fromArray(SPECIES, x, at);
    FloatVector d1 = FloatVector.fromArray(SPECIES, x, at + step);
    FloatVector d2 = FloatVector.fromArray(SPECIES, x, at + 2 * step);
    d0.mul(0.25f).intoArray(out, to);
    FloatVector even = d0.add(d2).mul(-1f / 6);
    FloatVector odd = d1.mul(-1f / 6);
    even.add(odd).intoArray(out, to + outStep);
    even.sub(odd).intoArray(out, to + 2 * outStep);
    even = d0.mul(1f / 24).add(d2.mul(1f / 6));
    odd = d1.mul(1f / 12);
    even.add(odd).intoArray(out, to + 3 * outStep);
    even.sub(odd).intoArray(out, to + 4 * outStep);
    d2.intoArray(out, to + 5 * outStep);
  }

  /// `Gᵀ u G` for elements `from .. to` of 36 planes of `u`, `plane` floats apart, to nine of `g`.
  static void back(float[] u, int plane, int from, int to, float[] g, float[] work) {
    for (int z = from; z < to; z += WIDTH) {
      for (int j = 0; j < WinogradTiles.IN; j++) {
        int at = ORIGIN + z + j * plane;
        gather(u, at, WinogradTiles.IN * plane, work, ORIGIN + j * WIDTH, WinogradTiles.IN * WIDTH);
      }
      for (int i = 0; i < 3; i++) {
        int at = ORIGIN + z + 3 * i * plane;
        gather(work, ORIGIN + i * WinogradTiles.IN * WIDTH, WIDTH, g, at, plane);
      }
    }
  }

  /// `out[to + i·outStep] = Σ_l G[l][i] · x[at + l·step]`, one vector each.
  private static void gather(float[] x, int at, int step, float[] out, int to, int outStep) {
    FloatVector d1 = FloatVector.fromArray(SPECIES, x, at + step);
    FloatVector d2 = FloatVector.fromArray(SPECIES, x, at + 2 * step);
    FloatVector d3 = FloatVector.fromArray(SPECIES, x, at + 3 * step);
    FloatVector d4 = FloatVector.fromArray(SPECIES, x, at + 4 * step);
    FloatVector inner = d1.add(d2).mul(-1f / 6);
    FloatVector outer = d3.add(d4);
    FloatVector d0 = FloatVector.fromArray(SPECIES, x, at).mul(0.25f);
    outer.mul(1f / 24).add(inner).add(d0).intoArray(out, to);
    d2.sub(d1).mul(1f / 6).add(d3.sub(d4).mul(1f / 12)).intoArray(out, to + outStep);
    FloatVector d5 = FloatVector.fromArray(SPECIES, x, at + 5 * step);
    outer.mul(1f / 6).add(inner).add(d5).intoArray(out, to + 2 * outStep);
  }
}
