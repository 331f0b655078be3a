package org.tombola.kernels.cuda;

import org.tombola.engine.Shape;
import org.tombola.engine.spi.Window;

/// The launches of one convolution: which tile, and in how many slices its sums are made.
///
/// The choice is the fastest by a small model: blocks run in waves of all the device holds, a block
/// takes its chunks and a bit to begin and end, and slices are written and read once more.
final class ConvPlan {
  /// What beginning and ending a block costs, in chunks of 128 terms a thread.
  private static final double ENDS = 4096;

  /// Bytes a clock of the whole device, to and from its cache.
  private static final double BANDWIDTH = 3000;

  private static final int MOST_SLICES = 512;
  private static final int PARTS_THREADS = 256;
  private static final int MOST_PARTS = 1 << 25; // floats in all slices

  /// Sums over inner elements, in rows of `inner` elements each, `rows` of them.
  record Sum(int rows, int inner) {
    int chunks(int depth) {
      return rows * Math.ceilDiv(inner, depth);
    }
  }

  private final Stream stream;
  private final int[] geometry;
  private final int size;
  private ConvTile tile;
  private int slices = 1;
  private int slice;

  /// @param result the tensor that is made
  ConvPlan(Stream stream, Window window, Shape x, Shape filter, Shape result) {
    this.stream = stream;
    size = result.size();
    int h = x.dim(2);
    int w = x.dim(3);
    geometry =
        new int[] {
          x.dim(0),
          x.dim(1),
          h,
          w,
          filter.dim(0),
          window.outHeight(h),
          window.outWidth(w),
          window.height(),
          window.width(),
          window.stride(),
          window.padding(),
          1,
          size
        };
    tile = ConvTile.of(Precision.FP32, false).get(0);
  }

  /// Chooses for a product of `m` rows and `n` columns, `classes` times, that sums over `sum`.
  ConvPlan choose(Precision precision, int m, int n, int classes, Sum sum) {
    boolean quads = geometry[1] % 4 == 0 && geometry[4] % 4 == 0;
    double best = Double.POSITIVE_INFINITY;
    for (ConvTile candidate : ConvTile.of(precision, quads)) {
      int chunks = sum.chunks(candidate.depth());
      long tiles = (long) candidate.tiles(m, n) * classes;
      int most = Math.min(Math.min(chunks, MOST_SLICES), Math.max(1, MOST_PARTS / size));
      for (int s = 1; s <= most; s++) {
        int each = Math.ceilDiv(chunks, s);
        if (Math.ceilDiv(chunks, each) == s) {
          double clocks = clocks(candidate, tiles * s, each) + (s == 1 ? 0 : partsClocks(s));
          if (clocks < best) {
            best = clocks;
            tile = candidate;
            slices = s;
            slice = each;
          }
        }
      }
    }
    geometry[11] = slice;
    return this;
  }

  private double clocks(ConvTile t, long blocks, int chunks) {
    int processors = stream.multiprocessors();
    double work = (double) t.m() * t.n() * t.depth() * chunks / t.rate() + ENDS / t.blocks();
    long full = blocks / ((long) processors * t.blocks());
    long rest = Math.ceilDiv(blocks % ((long) processors * t.blocks()), processors);
    // A block that shares its multiprocessor with fewer others is faster, though not in proportion.
    double last = rest == 0 ? 0 : Math.max((double) rest, 0.75 * t.blocks());
    return ((double) full * t.blocks() + last) * work;
  }

  private double partsClocks(int s) {
    return 4000 + 2.0 * Float.BYTES * s * size / BANDWIDTH;
  }

  /// Launches; `classes` and `bias` as the kernel takes them, and `columns` for the bias.
  void launch(String form, int m, int n, int classes, long a, long b, long bias, long out) {
    boolean split = slices > 1;
    long to = split ? stream.scratch((long) Float.BYTES * slices * size) : out;
    Kernel kernel = new Kernel(tile.family(), tile.name() + form);
    stream.launch(
        Launch.of(kernel, tile.tiles(m, n), classes, slices, tile.threads())
            .shared(tile.shared())
            .struct(geometry)
            .pointer(a)
            .pointer(b)
            .pointer(split ? 0 : bias)
            .pointer(to));
    if (split) {
      stream.launch(
          Launch.over(new Kernel("conv", "convParts"), size, PARTS_THREADS)
              .pointer(to)
              .pointer(bias)
              .pointer(out)
              .integer(slices)
              .integer(size)
              .integer(n));
    }
  }
}
