package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.Lanes.LANES;
import static org.tombola.kernels.cpu.Lanes.ORIGIN;

import org.tombola.engine.spi.Reduce;

/// Reductions one number at a time, in double: for groupings without a vector loop, and for maxima
/// over a batch whose padding must not take part.
final class EveryElement {
  private EveryElement() {}

  static void reduce(Reduce f, int[] axes, CpuStorage x, CpuStorage out) {
    int gone = 1;
    for (int axis : axes) {
      gone *= x.shape().dim(axis);
    }
    int kept = x.shape().size() / gone;
    int features = out.features();
    for (int k = 0; k < kept; k++) {
      double joined = f == Reduce.SUM ? 0 : Double.NEGATIVE_INFINITY;
      int base = ORIGIN + offset(x, axes, false, k);
      for (int g = 0; g < gone; g++) {
        joined = join(f, joined, x.data()[base + offset(x, axes, true, g)]);
      }
      int n = k / features;
      int row = n / LANES * features + out.row(k % features);
      out.data()[ORIGIN + (out.batched() ? row * LANES + n % LANES : k)] = (float) joined;
    }
  }

  /// One column of a row-major matrix, `step` apart.
  static float column(Reduce f, float[] x, int at, int step, int rows) {
    double joined = f == Reduce.SUM ? 0 : Double.NEGATIVE_INFINITY;
    for (int r = 0; r < rows; r++) {
      joined = join(f, joined, x[at + r * step]);
    }
    return (float) joined;
  }

  private static double join(Reduce f, double joined, float value) {
    return switch (f) {
      case SUM -> joined + value;
      case MAX -> Math.max(joined, value);
    };
  }

  /// Where the `index`-th element of the axes that are (or are not) among `axes` lies, row-major.
  private static int offset(CpuStorage x, int[] axes, boolean among, int index) {
    int offset = 0;
    int rest = index;
    for (int axis = x.shape().rank() - 1; axis >= 0; axis--) {
      if (Reductions.contains(axes, axis) != among) {
        continue;
      }
      int dim = x.shape().dim(axis);
      int i = rest % dim;
      rest /= dim;
      boolean batch = x.batched() && axis == 0;
      offset += batch ? i / LANES * x.step(0) + i % LANES : i * x.step(axis);
    }
    return offset;
  }
}
