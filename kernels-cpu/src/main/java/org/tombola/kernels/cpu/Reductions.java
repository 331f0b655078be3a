package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.Lanes.LANES;
import static org.tombola.kernels.cpu.Lanes.ORIGIN;
import static org.tombola.kernels.cpu.Simd.WIDTH;

import org.tombola.engine.spi.Reduce;

/// Reduces axes by way of one of three loops.
///
/// Neighbouring axes in memory that are all reduced, or all kept, are one group; the batch counts
/// twice, as its blocks in front and as its lanes at the end.
///
/// | groups, outermost first | loop | example |
/// |---|---|---|
/// | reduced, kept, **reduced** | runs ([Sums#run]) | bias gradients, sum of all |
/// | kept, reduced, **kept** | columns ([Sums#column]) | `(N,F)` to `(N)`, `(N,C,H,W)` to `(N,C)` |
/// | anything else | one element at a time | `(N,C,H)` over N and H |
final class Reductions {
  /// Floats below which another thread is not worth waking.
  private static final int SMALL = 1 << 16;

  /// Floats that are summed number by number. Where a network has no larger sums, [Sums#runs] is
  /// called too seldom to be compiled well, and vectors are objects until it is.
  private static final int FEW = 1 << 13;

  /// Runs that [Sums#fourRuns] sums at once.
  private static final int TOGETHER = 4;

  private final Reduce f;
  private final CpuStorage x;
  private final CpuStorage out;

  /// The sizes of the groups: `sizes[1]` is kept for runs and reduced for columns.
  private final int[] sizes = {1, 1, 1};

  private Reductions(Reduce f, CpuStorage x, CpuStorage out) {
    this.f = f;
    this.x = x;
    this.out = out;
  }

  static void reduce(Reduce f, int[] axes, CpuStorage x, CpuStorage out, Parallel parallel) {
    Reductions job = new Reductions(f, x, out);
    boolean batchGone = x.batched() && contains(axes, 0);
    boolean lastGone = x.batched() ? batchGone : contains(axes, x.shape().rank() - 1);
    boolean paddingMatters = batchGone && f == Reduce.MAX && x.samples() % LANES != 0;
    if (paddingMatters || !job.group(axes, lastGone)) {
      EveryElement.reduce(f, axes, x, out);
    } else if (lastGone) {
      int each = job.perChunk(job.sizes[1], TOGETHER);
      parallel.run(Math.ceilDiv(job.sizes[1], each), i -> job.runs(i * each, each));
    } else {
      int each = job.perChunk(job.sizes[0], 1);
      parallel.run(Math.ceilDiv(job.sizes[0], each), i -> job.columns(i * each, each));
    }
    out.zeroPadding();
  }

  static boolean contains(int[] axes, int axis) {
    for (int a : axes) {
      if (a == axis) {
        return true;
      }
    }
    return false;
  }

  /// Fills [#sizes] from the innermost axis out; false if there are more than three groups, or if
  /// what is kept lies in another order than in `out`.
  private boolean group(int[] axes, boolean lastGone) {
    int group = 2;
    boolean gone = lastGone;
    sizes[2] = x.batched() ? LANES : 1;
    for (int i = x.shape().rank() - 1; i >= 0; i--) {
      int axis = x.axisAt(i);
      int dim = x.extent(axis);
      if (dim > 1 && contains(axes, axis) != gone) {
        gone = !gone;
        if (--group < 0) {
          return false;
        }
      }
      sizes[group] *= dim;
    }
    return keepsOrder(axes);
  }

  /// What is kept of images may be kept as something else, and the other way round.
  private boolean keepsOrder(int[] axes) {
    if (x.images() == out.images()) {
      return true;
    }
    boolean channelsGone = contains(axes, 1) || x.shape().dim(1) == 1;
    boolean rowsGone = contains(axes, 2) || x.shape().dim(2) == 1;
    boolean columnsGone = x.images() && (contains(axes, 3) || x.shape().dim(3) == 1);
    return out.images() ? out.flat() : channelsGone || (rowsGone && columnsGone);
  }

  /// Kept indices are cut into chunks of about [#SMALL] floats, at least so many each.
  private int perChunk(int kept, int least) {
    return Math.max(least, (int) ((long) SMALL * kept / x.physical()));
  }

  /// `out[k] = f over sizes[0] runs of length sizes[2]`.
  private void runs(int from, int count) {
    int kept = sizes[1];
    int length = sizes[2];
    int k = from;
    int end = Math.min(kept, from + count);
    if (f == Reduce.SUM && length % WIDTH == 0 && !few()) {
      for (; k + TOGETHER <= end; k += TOGETHER) {
        Sums.fourRuns(
            x.data(), ORIGIN + k * length, length, sizes[0], kept * length, out.data(), ORIGIN + k);
      }
    }
    for (; k < end; k++) {
      int at = ORIGIN + k * length;
      out.data()[ORIGIN + k] =
          (float)
              switch (f) {
                case SUM -> sum(at, length, kept * length);
                case MAX -> max(at, length, kept * length);
              };
    }
  }

  private boolean few() {
    return x.physical() <= FEW;
  }

  /// The sum of `sizes[0]` runs, `step` apart.
  private double sum(int at, int length, int step) {
    if (length % WIDTH == 0 && !few()) {
      return Sums.runs(x.data(), at, length, sizes[0], step);
    }
    double sum = 0;
    for (int r = 0; r < sizes[0]; r++) {
      int from = at + r * step;
      sum += few() ? Sums.byNumber(x.data(), from, length) : Sums.run(x.data(), from, length);
    }
    return sum;
  }

  private double max(int at, int length, int step) {
    double max = Double.NEGATIVE_INFINITY;
    for (int r = 0; r < sizes[0]; r++) {
      max = Math.max(max, Sums.max(x.data(), at + r * step, length));
    }
    return max;
  }

  /// `out[k, j] = f over sizes[1] rows of length sizes[2]`.
  private void columns(int from, int count) {
    int rows = sizes[1];
    int length = sizes[2];
    int whole = length - length % WIDTH;
    for (int k = from; k < Math.min(sizes[0], from + count); k++) {
      int at = ORIGIN + k * rows * length;
      int to = ORIGIN + k * length;
      for (int j = 0; j < whole; j += WIDTH) {
        switch (f) {
          case SUM -> Sums.column(x.data(), at + j, length, rows, out.data(), to + j);
          case MAX -> Sums.columnMax(x.data(), at + j, length, rows, out.data(), to + j);
        }
      }
      for (int j = whole; j < length; j++) {
        out.data()[to + j] = EveryElement.column(f, x.data(), at + j, length, rows);
      }
    }
  }
}
