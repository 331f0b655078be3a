package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.Simd.SPECIES;
import static org.tombola.kernels.cpu.Simd.WIDTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.tombola.engine.spi.Window;

/// Pooling of images, a vector of samples at a time: each output is kept in a register while the
/// grid of pixels that meets it, see [PoolWalk], goes by.
///
/// Nothing is scattered: on the way up, too, every output collects what belongs to it, so windows
/// may overlap and the order of additions is fixed.
final class Pools {
  private Pools() {}

  /// See [org.tombola.engine.spi.Backend#maxPool].
  static void max(Window window, CpuStorage x, CpuStorage y, CpuStorage taps, Parallel parallel) {
    PoolWalk walk = PoolWalk.down(window, x, y);
    walk.run(
        parallel,
        (to, from, rows, columns, tap) ->
            max(walk, x.data(), from, rows, columns, tap, y.data(), taps.data(), to));
    y.zeroPadding();
    taps.zeroPadding();
  }

  /// A number replaces the best so far if it is larger or NaN, but nothing replaces a NaN.
  private static void max(
      PoolWalk walk,
      float[] x,
      int from,
      int rows,
      int columns,
      int tap,
      float[] y,
      float[] taps,
      int to) {
    int length = walk.length();
    int rowStep = walk.rowStep();
    int rowTaps = walk.rowTaps();
    for (int i = 0; i < length; i += WIDTH) {
      FloatVector best = FloatVector.fromArray(SPECIES, x, from + i);
      FloatVector where = FloatVector.broadcast(SPECIES, tap);
      for (int r = 0; r < rows; r++) {
        for (int s = 0; s < columns; s++) {
          int at = from + r * rowStep + s * length + i;
          FloatVector v = FloatVector.fromArray(SPECIES, x, at);
          VectorMask<Float> beaten =
              best.compare(VectorOperators.EQ, best).andNot(v.compare(VectorOperators.LE, best));
          best = best.blend(v, beaten);
          where = where.blend(tap + r * rowTaps + s, beaten);
        }
      }
      best.intoArray(y, to + i);
      where.intoArray(taps, to + i);
    }
  }

  /// See [org.tombola.engine.spi.Backend#maxPick].
  static void pick(Window window, CpuStorage x, CpuStorage taps, CpuStorage y, Parallel parallel) {
    PoolWalk walk = PoolWalk.down(window, x, y);
    walk.run(
        parallel,
        (to, from, rows, columns, tap) ->
            chosen(walk, x.data(), from, taps.data(), to, 0, rows, columns, tap, y.data(), to));
    y.zeroPadding();
  }

  /// See [org.tombola.engine.spi.Backend#maxUnpool].
  static void unpool(
      Window window, CpuStorage dy, CpuStorage taps, CpuStorage dx, Parallel parallel) {
    PoolWalk walk = PoolWalk.up(window, dy, dx);
    walk.run(
        parallel,
        (to, from, rows, columns, tap) ->
            chosen(walk, dy.data(), from, taps.data(), from, 1, rows, columns, tap, dx.data(), to));
    dx.zeroPadding();
  }

  /// The sum of those pixels of the grid whose tap is the one named: by the output's own entry of
  /// `taps`, or with `follow` 1 by the entry of each pixel.
  private static void chosen(
      PoolWalk walk,
      float[] x,
      int from,
      float[] taps,
      int named,
      int follow,
      int rows,
      int columns,
      int tap,
      float[] y,
      int to) {
    int length = walk.length();
    int rowStep = walk.rowStep();
    int rowTaps = walk.rowTaps();
    int columnTaps = walk.columnTaps();
    for (int i = 0; i < length; i += WIDTH) {
      FloatVector sum = FloatVector.zero(SPECIES);
      for (int r = 0; r < rows; r++) {
        for (int s = 0; s < columns; s++) {
          int at = r * rowStep + s * length + i;
          FloatVector name = FloatVector.fromArray(SPECIES, taps, named + (follow == 1 ? at : i));
          FloatVector v = FloatVector.fromArray(SPECIES, x, from + at);
          float here = tap + r * rowTaps + s * columnTaps;
          sum = sum.add(v, name.compare(VectorOperators.EQ, here));
        }
      }
      sum.intoArray(y, to + i);
    }
  }

  /// See [org.tombola.engine.spi.Backend#avgPool].
  static void average(Window window, CpuStorage x, CpuStorage y, Parallel parallel) {
    mean(PoolWalk.down(window, x, y), 1f / window.taps(), x, y, parallel);
  }

  /// See [org.tombola.engine.spi.Backend#avgUnpool].
  static void spread(Window window, CpuStorage dy, CpuStorage dx, Parallel parallel) {
    mean(PoolWalk.up(window, dy, dx), 1f / window.taps(), dy, dx, parallel);
  }

  private static void mean(
      PoolWalk walk, float share, CpuStorage x, CpuStorage y, Parallel parallel) {
    walk.run(
        parallel,
        (to, from, rows, columns, _) ->
            mean(walk, share, x.data(), from, rows, columns, y.data(), to));
    y.zeroPadding();
  }

  /// The sum of the grid, times `share`.
  private static void mean(
      PoolWalk walk, float share, float[] x, int from, int rows, int columns, float[] y, int to) {
    int length = walk.length();
    int rowStep = walk.rowStep();
    for (int i = 0; i < length; i += WIDTH) {
      FloatVector sum = FloatVector.zero(SPECIES);
      for (int r = 0; r < rows; r++) {
        for (int s = 0; s < columns; s++) {
          sum = sum.add(FloatVector.fromArray(SPECIES, x, from + r * rowStep + s * length + i));
        }
      }
      sum.mul(share).intoArray(y, to + i);
    }
  }
}
