package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.Lanes.LANES;

import java.util.Arrays;
import org.tombola.engine.spi.Binary;

/// [Zips] for operands of different shapes, row by row along a [Walk].
final class Broadcast {
  /// Floats of output below which another thread is not worth waking.
  private static final int SMALL = 1 << 15;

  private Broadcast() {}

  static void zip(
      Binary f, CpuStorage a, CpuStorage b, CpuStorage out, Scratch scratch, Parallel parallel) {
    if (perChannel(a, out)) {
      float[] lanes = scratch.take(a.features() * LANES);
      along(f, a.acrossLanes(lanes), b, out, scratch, parallel);
      scratch.give(lanes);
    } else if (perChannel(b, out)) {
      float[] lanes = scratch.take(b.features() * LANES);
      along(f, a, b.acrossLanes(lanes), out, scratch, parallel);
      scratch.give(lanes);
    } else {
      along(f, a, b, out, scratch, parallel);
    }
  }

  /// Whether `x` is `(C,1,1)` to images: repeated over the lanes once, it makes rows of `C·32`.
  private static boolean perChannel(CpuStorage x, CpuStorage out) {
    int axis = x.shape().rank() - 3;
    return !x.batched()
        && out.images()
        && axis >= 0
        && x.shape().dim(axis) == x.features()
        && x.features() == out.shape().dim(1)
        && x.features() < out.features();
  }

  private static void along(
      Binary f, CpuStorage a, CpuStorage b, CpuStorage out, Scratch scratch, Parallel parallel) {
    Walk walk = Walk.aligned(a, b, out);
    int perChunk = Math.max(1, SMALL / walk.length());
    int rows = walk.rows();
    parallel.run(
        (rows + perChunk - 1) / perChunk,
        chunk -> {
          float[] copies = scratch.take(2 * LANES);
          int from = chunk * perChunk;
          rows(f, walk, from, Math.min(rows, from + perChunk), a, b, out, copies);
          scratch.give(copies);
        });
  }

  private static void rows(
      Binary f,
      Walk walk,
      int from,
      int to,
      CpuStorage a,
      CpuStorage b,
      CpuStorage out,
      float[] copies) {
    float[] x = walk.aStep() == 0 ? copies : a.data();
    float[] y = walk.bStep() == 0 ? copies : b.data();
    int length = walk.length();
    walk.rows(
        from,
        to,
        (o, i, j) -> {
          int at = walk.aStep() == 0 ? repeat(a.data()[i], copies, 0) : i;
          int bt = walk.bStep() == 0 ? repeat(b.data()[j], copies, LANES) : j;
          Zips.row(f, x, at, walk.aStep(), y, bt, walk.bStep(), out.data(), o, length);
        });
  }

  private static int repeat(float value, float[] copies, int at) {
    Arrays.fill(copies, at, at + Simd.WIDTH, value);
    return at;
  }
}
