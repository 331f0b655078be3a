package org.tombola.kernels.cuda;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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

  /// All that the choice depends on. A training asks the same few dozen again with every step.
  private record Question(
      Precision precision,
      boolean quads,
      int m,
      int n,
      int classes,
      Sum sum,
      int size,
      int processors) {}

  /// @param slice chunks of each slice
  private record Choice(ConvTile tile, int slices, int slice) {}

  private static final Map<Question, Choice> CHOSEN = new ConcurrentHashMap<>();

  private final Stream stream;
  private final int[] geometry;
  private final int size;

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
  }

  private static Choice choose(Question q) {
    Choice chosen = null;
    double best = Double.POSITIVE_INFINITY;
    for (ConvTile tile : ConvTile.of(q.precision, q.quads)) {
      int chunks = q.sum.chunks(tile.depth());
      long tiles = (long) tile.tiles(q.m, q.n) * q.classes;
      int most = Math.min(Math.min(chunks, MOST_SLICES), Math.max(1, MOST_PARTS / q.size));
      for (int slices = 1; slices <= most; slices++) {
        int slice = Math.ceilDiv(chunks, slices);
        double clocks =
            clocks(tile, tiles * slices, slice, q.processors)
                + (slices == 1 ? 0 : partsClocks(slices, q.size));
        if (Math.ceilDiv(chunks, slice) == slices && (chosen == null || clocks < best)) {
          best = clocks;
          chosen = new Choice(tile, slices, slice);
        }
      }
    }
    if (chosen == null) {
      throw new AssertionError("one slice is always possible: " + q);
    }
    return chosen;
  }

  private static double clocks(ConvTile t, long blocks, int chunks, int processors) {
    double work = (double) t.m() * t.n() * t.depth() * chunks / t.rate() + ENDS / t.blocks();
    long full = blocks / ((long) processors * t.blocks());
    long rest = Math.ceilDiv(blocks % ((long) processors * t.blocks()), processors);
    // A block that shares its multiprocessor with fewer others is faster, though not in proportion.
    double last = rest == 0 ? 0 : Math.max((double) rest, 0.75 * t.blocks());
    return ((double) full * t.blocks() + last) * work;
  }

  private static double partsClocks(int slices, int size) {
    return 4000 + 2.0 * Float.BYTES * slices * size / BANDWIDTH;
  }

  /// Launches a product of `m` rows and `n` columns, `classes` times, that sums over `sum`.
  ///
  /// @param form the end of the kernel's name
  /// @param bias of `n`, 0 for none
  void launch(
      Precision precision,
      String form,
      int m,
      int n,
      int classes,
      Sum sum,
      long a,
      long b,
      long bias,
      long out) {
    boolean quads = geometry[1] % 4 == 0 && geometry[4] % 4 == 0;
    int processors = stream.multiprocessors();
    var question = new Question(precision, quads, m, n, classes, sum, size, processors);
    Choice chosen = CHOSEN.computeIfAbsent(question, ConvPlan::choose);
    ConvTile tile = chosen.tile;
    int slices = chosen.slices;
    geometry[11] = chosen.slice;
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
