package org.tombola.kernels.cuda;

import org.tombola.engine.Shape;

/// Launches of `movement.cu`: every reordering is one gather.
final class Movement {
  private static final Kernel GATHER = new Kernel("movement", "gather");
  private static final int THREADS = 256;

  private Movement() {}

  /// `out = x`, element by element in row-major order.
  static void copy(Stream stream, CudaStorage x, CudaStorage out) {
    if (x.shape().equals(out.shape()) || (x.flat() && out.flat())) {
      Elementwise.copy(stream, x.address(), out.address(), out.size());
    } else if (out.flat()) {
      toRowMajor(stream, x, out.address());
    } else if (x.flat()) {
      fromRowMajor(stream, x.address(), out);
    } else {
      long between = stream.scratch((long) Float.BYTES * x.size());
      toRowMajor(stream, x, between);
      fromRowMajor(stream, between, out);
    }
  }

  /// Writes `x` in row-major order.
  static void toRowMajor(Stream stream, CudaStorage x, long to) {
    Shape shape = x.shape();
    int[] sizes = new int[shape.rank()];
    for (int axis = 0; axis < sizes.length; axis++) {
      sizes[axis] = shape.dim(axis);
    }
    gather(stream, sizes, CudaStorage.steps(shape), 0, -1, 0, 0, x.address(), to, x.size());
  }

  /// Fills `out` from row-major order.
  static void fromRowMajor(Stream stream, long from, CudaStorage out) {
    gather(stream, out, CudaStorage.rowMajor(out.shape()), 0, -1, 0, 0, from);
  }

  /// Fills `out`, of `rows` rows, with one row of `columns` elements.
  static void repeatRow(Stream stream, long row, int rows, int columns, long out) {
    int[] sizes = {rows, columns};
    int[] strides = {0, 1};
    gather(stream, sizes, strides, 0, -1, 0, 0, row, out, rows * columns);
  }

  static void expand(Stream stream, CudaStorage x, CudaStorage out) {
    gather(stream, out, Elementwise.aligned(x, out), 0, -1, 0, 0, x.address());
  }

  static void permute(Stream stream, int[] axes, CudaStorage x, CudaStorage out) {
    int[] own = CudaStorage.steps(x.shape());
    int[] strides = new int[axes.length];
    for (int axis = 0; axis < axes.length; axis++) {
      strides[axis] = own[axes[axis]];
    }
    gather(stream, out, strides, 0, -1, 0, 0, x.address());
  }

  static void slice(Stream stream, int axis, int from, CudaStorage x, CudaStorage out) {
    int[] steps = CudaStorage.steps(x.shape());
    gather(stream, out, steps, from * steps[axis], -1, 0, 0, x.address());
  }

  static void pad(Stream stream, int axis, int from, CudaStorage x, CudaStorage out) {
    int to = from + x.shape().dim(axis);
    gather(stream, out, CudaStorage.steps(x.shape()), 0, axis, from, to, x.address());
  }

  /// `out[i..] = x[offset + Σ i · stride]`, 0 outside `from .. to` of `axis`, if that is not −1.
  private static void gather(
      Stream stream,
      CudaStorage out,
      int[] strides,
      int offset,
      int axis,
      int from,
      int to,
      long x) {
    int rank = strides.length;
    int[] sizes = new int[rank];
    int[] ordered = new int[rank];
    int bounded = -1;
    for (int i = 0; i < rank; i++) {
      int at = CudaStorage.axisAt(rank, i);
      sizes[i] = out.shape().dim(at);
      ordered[i] = strides[at];
      bounded = at == axis ? i : bounded;
    }
    gather(stream, sizes, ordered, offset, bounded, from, to, x, out.address(), out.size());
  }

  /// As above, the axes given outermost in memory first.
  private static void gather(
      Stream stream,
      int[] sizes,
      int[] strides,
      int offset,
      int axis,
      int from,
      int to,
      long x,
      long out,
      int size) {
    int ranks = Elementwise.RANKS;
    int[] path = new int[1 + 2 * ranks + 4];
    path[0] = sizes.length;
    System.arraycopy(sizes, 0, path, 1, sizes.length);
    System.arraycopy(strides, 0, path, 1 + ranks, strides.length);
    path[1 + 2 * ranks] = offset;
    path[2 + 2 * ranks] = axis;
    path[3 + 2 * ranks] = from;
    path[4 + 2 * ranks] = to;
    stream.launch(
        Launch.over(GATHER, size, THREADS).struct(path).pointer(x).pointer(out).integer(size));
  }
}
