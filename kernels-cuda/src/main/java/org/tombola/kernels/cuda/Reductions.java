package org.tombola.kernels.cuda;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.tombola.engine.Shape;
import org.tombola.engine.spi.Reduce;

/// Launches of `reduce.cu`. What is cut into parts, and how, depends on the shape alone.
final class Reductions {
  private static final String FAMILY = "reduce";
  private static final int NARROW = 32; // elements a result, at most, for a thread
  private static final int THREADS = 128;
  private static final int SLICE = 4096; // elements a block reduces
  private static final int ROWS = 512; // rows a block of columns reduces

  private static final Map<Reduce, Kernel> THREAD_EACH = named("narrow");
  private static final Map<Reduce, Kernel> BLOCK_EACH = named("wide");
  private static final Map<Reduce, Kernel> COLUMNS = named("columns");

  private Reductions() {}

  private static Map<Reduce, Kernel> named(String form) {
    return Map.of(
        Reduce.SUM, new Kernel(FAMILY, form + "Sum"), Reduce.MAX, new Kernel(FAMILY, form + "Max"));
  }

  static void reduce(Stream stream, Reduce f, int[] axes, CudaStorage x, CudaStorage out) {
    Shape shape = x.shape();
    int rank = shape.rank();
    boolean[] gone = new boolean[rank];
    for (int axis : axes) {
      gone[axis] = true;
    }
    int innermost = CudaStorage.axisAt(rank, rank - 1);
    boolean columns = axes.length == rank - 1 && !gone[innermost];
    if (columns) {
      int width = shape.dim(innermost);
      columns(stream, f, x.address(), out.address(), x.size() / width, width);
    } else {
      general(stream, f, gone, x, out);
    }
  }

  private static void columns(Stream stream, Reduce f, long x, long out, int rows, int width) {
    int parts = Math.ceilDiv(rows, ROWS);
    long to = parts == 1 ? out : stream.scratch((long) Float.BYTES * parts * width);
    int across = Math.ceilDiv(width, 32);
    stream.launch(
        columns(f, across, parts)
            .pointer(x)
            .pointer(to)
            .integer(rows)
            .integer(width)
            .integer(ROWS));
    if (parts > 1) {
      stream.launch(
          columns(f, across, 1)
              .pointer(to)
              .pointer(out)
              .integer(parts)
              .integer(width)
              .integer(parts));
    }
  }

  private static Launch columns(Reduce f, int across, int parts) {
    return Launch.of(requireNonNull(COLUMNS.get(f)), across, parts, 1, 256);
  }

  private static void general(
      Stream stream, Reduce f, boolean[] gone, CudaStorage x, CudaStorage out) {
    int[] axes = axes(gone, x.shape(), out.shape());
    int results = out.size();
    int count = x.size() / results;
    if (count <= NARROW) {
      stream.launch(
          Launch.over(requireNonNull(THREAD_EACH.get(f)), results, THREADS)
              .struct(axes)
              .pointer(x.address())
              .pointer(out.address())
              .integer(results)
              .integer(count));
      return;
    }
    int parts = Math.min(Launch.MOST_BLOCKS_Y, Math.ceilDiv(count, SLICE));
    long to = parts == 1 ? out.address() : stream.scratch((long) Float.BYTES * parts * results);
    stream.launch(
        Launch.of(requireNonNull(BLOCK_EACH.get(f)), results, parts, 1, THREADS)
            .struct(axes)
            .pointer(x.address())
            .pointer(to)
            .integer(results)
            .integer(count)
            .integer(Math.ceilDiv(count, parts)));
    if (parts > 1) {
      stream.launch(
          columns(f, Math.ceilDiv(results, 32), 1)
              .pointer(to)
              .pointer(out.address())
              .integer(parts)
              .integer(results)
              .integer(parts));
    }
  }

  /// The kernel's `Axes`: those of the result in the order of its own memory, and the reduced ones.
  private static int[] axes(boolean[] gone, Shape x, Shape out) {
    int ranks = Elementwise.RANKS;
    int[] steps = CudaStorage.steps(x);
    int[] axes = new int[2 + 4 * ranks];
    boolean all = out.rank() == x.rank(); // reduced axes are there, of size 1
    int[] kept = new int[out.rank()];
    int keeps = 0;
    int reduced = 0;
    for (int axis = 0; axis < gone.length; axis++) {
      if (gone[axis]) {
        axes[2 + 2 * ranks + reduced] = x.dim(axis);
        axes[2 + 3 * ranks + reduced] = steps[axis];
        reduced++;
      }
      if (all || !gone[axis]) {
        kept[keeps++] = axis;
      }
    }
    for (int i = 0; i < keeps; i++) {
      int axis = kept[CudaStorage.axisAt(keeps, i)];
      axes[1 + i] = gone[axis] ? 1 : x.dim(axis);
      axes[1 + ranks + i] = gone[axis] ? 0 : steps[axis];
    }
    axes[0] = keeps;
    axes[1 + 2 * ranks] = reduced;
    return axes;
  }
}
