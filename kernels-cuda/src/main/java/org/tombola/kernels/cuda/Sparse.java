package org.tombola.kernels.cuda;

import org.jspecify.annotations.Nullable;
import org.tombola.engine.Shape;
import org.tombola.engine.spi.Storage;
import org.tombola.engine.spi.Window;

/// Products and convolutions with pruned weights: launches of `sparse.cu`, which multiply only what
/// is left, in float32 whatever the [Precision].
///
/// A linear layer is a convolution of 1 × 1 on images of one pixel, [#POINT]. Sums have an order
/// that depends on shapes, pattern and device alone.
final class Sparse {
  /// The window of a linear layer.
  static final Window POINT = Window.of(1, 1, 0);

  private static final String FAMILY = "sparse";
  private static final Kernel FORWARD = new Kernel(FAMILY, "sparseForward");
  private static final Kernel INPUT = new Kernel(FAMILY, "sparseInput");
  private static final Kernel STRIDED_INPUT = new Kernel(FAMILY, "sparseStridedInput");
  private static final Kernel WEIGHT = new Kernel(FAMILY, "sparseWeight");
  private static final Kernel JOIN = new Kernel(FAMILY, "sparseJoin");
  private static final Kernel ADD_PARTS = new Kernel("conv", "convParts");
  private static final int THREADS = 256;

  /// Pixels of a block; of the weight gradient, of a step of a block.
  private static final int PIXELS = 128;

  private static final int GRADIENT_PIXELS = 32;

  /// Blocks that a multiprocessor can hold at once.
  private static final int BLOCKS = 2;

  private static final int MOST_SLICES = 64;
  private static final int MOST_PARTS = 1 << 25; // floats in all slices

  private final Queue queue;
  private final Pool pool;
  private final double threshold;

  /// @param threshold the density above which a pattern is ignored, rounded up to a whole weight; 0
  ///   for ignoring all
  Sparse(Queue queue, Pool pool, double threshold) {
    this.queue = queue;
    this.pool = pool;
    this.threshold = threshold;
  }

  /// What is left of `w` from now on; null for all of it. Reads the mask, so it waits for the
  /// device.
  void pattern(CudaStorage w, @Nullable CudaStorage mask) {
    w.pattern(null);
    int rank = w.shape().rank();
    if (mask != null && threshold > 0 && (rank == 2 || rank == 4)) {
      float[] kept = new float[w.size()];
      mask.read(kept);
      SparsePattern pattern = new SparsePattern(kept, w.shape());
      if (pattern.kept() <= Math.ceil(threshold * w.size())) {
        w.pattern(pattern);
      }
    }
  }

  /// `out = x ⋆ w + bias`, if `w` has a pattern.
  ///
  /// @return whether it has
  boolean forward(Window window, Storage x, Storage w, @Nullable Storage bias, Storage out) {
    SparsePattern pattern = ((CudaStorage) w).pattern();
    if (pattern == null) {
      return false;
    }
    SparseList list = pattern.list(SparsePattern.Use.FORWARD, queue, pool);
    product(FORWARD, list, scene(window, out.shape(), x.shape()), x, w, bias, out);
    return true;
  }

  /// All of `dx`, likewise.
  boolean inputGrad(Window window, Storage dy, Storage w, Storage out) {
    SparsePattern pattern = ((CudaStorage) w).pattern();
    if (pattern == null) {
      return false;
    }
    SparseList list = pattern.list(SparsePattern.Use.INPUT_GRAD, queue, pool);
    product(
        window.stride() == 1 ? INPUT : STRIDED_INPUT,
        list,
        scene(window, out.shape(), dy.shape()),
        dy,
        w,
        null,
        out);
    return true;
  }

  /// `Scene` of `sparse.cu`.
  ///
  /// @param pixels shape of the images whose pixels are counted
  /// @param from shape of the images that their neighbours are in
  private static int[] scene(Window window, Shape pixels, Shape from) {
    return new int[] {
      pixels.size() / pixels.dim(1),
      height(pixels),
      width(pixels),
      height(from),
      width(from),
      from.dim(1),
      window.stride(),
      window.padding()
    };
  }

  private static int height(Shape images) {
    return images.rank() == 4 ? images.dim(2) : 1;
  }

  private static int width(Shape images) {
    return images.rank() == 4 ? images.dim(3) : 1;
  }

  /// A list with few blocks is walked in slices, whose sums a second launch adds in order.
  private void product(
      Kernel kernel,
      SparseList list,
      int[] scene,
      Storage from,
      Storage w,
      @Nullable Storage bias,
      Storage out) {
    int rows = out.shape().dim(1);
    int size = out.shape().size();
    int tiles = Math.ceilDiv(scene[0], PIXELS);
    int slices = slices((long) tiles * list.groups(), list.longest(), size);
    boolean split = slices > 1;
    long to = split ? queue.scratch((long) Float.BYTES * slices * size) : at(out);
    long add = bias == null ? 0 : at(bias);
    queue.launch(
        Launch.of(kernel, tiles, list.groups(), slices, THREADS)
            .struct(scene)
            .pointer(list.entries())
            .pointer(list.columns())
            .pointer(list.starts())
            .pointer(list.bounds())
            .pointer(at(from))
            .pointer(at(w))
            .pointer(split ? 0 : add)
            .pointer(to)
            .integer(rows)
            .integer(slices));
    if (split) {
      queue.launch(
          Launch.over(ADD_PARTS, size, THREADS)
              .pointer(to)
              .pointer(add)
              .pointer(at(out))
              .integer(slices)
              .integer(size)
              .integer(rows));
    }
  }

  /// So many that the device is busy, and that each has work.
  private int slices(long blocks, int most, int size) {
    long wanted = Math.ceilDiv((long) BLOCKS * queue.multiprocessors(), Math.max(1, blocks));
    int room = Math.max(1, MOST_PARTS / size);
    return Math.clamp(wanted, 1, Math.clamp(most, 1, Math.min(room, MOST_SLICES)));
  }

  /// `dw` where `w` has something left, +0 elsewhere, if `w` has a pattern.
  ///
  /// @return whether it has
  boolean weightGrad(Window window, Storage dy, Storage x, @Nullable Storage w, Storage out) {
    SparsePattern pattern = w == null ? null : ((CudaStorage) w).pattern();
    if (pattern == null) {
      return false;
    }
    Elementwise.fill(queue, 0f, at(out), out.shape().size());
    SparseList list = pattern.list(SparsePattern.Use.WEIGHT_GRAD, queue, pool);
    int kept = list.kept();
    if (kept == 0) {
      return true;
    }
    int[] scene = scene(window, dy.shape(), x.shape());
    int chunks = Math.ceilDiv(scene[0], GRADIENT_PIXELS);
    int slice = Math.ceilDiv(chunks, slices(list.steps(), chunks, kept));
    int slices = Math.ceilDiv(chunks, slice);
    long parts = queue.scratch((long) Float.BYTES * slices * kept);
    queue.launch(
        Launch.of(WEIGHT, list.steps(), slices, 1, THREADS)
            .struct(scene)
            .pointer(list.entries())
            .pointer(list.columns())
            .pointer(list.starts())
            .pointer(list.owners())
            .pointer(at(x))
            .pointer(at(dy))
            .pointer(parts)
            .integer(dy.shape().dim(1))
            .integer(slice * GRADIENT_PIXELS)
            .integer(kept));
    queue.launch(
        Launch.over(JOIN, kept, THREADS)
            .pointer(parts)
            .pointer(list.entries())
            .pointer(at(out))
            .integer(slices)
            .integer(kept));
    return true;
  }

  private static long at(Storage storage) {
    return ((CudaStorage) storage).address();
  }
}
