package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.Lanes.LANES;
import static org.tombola.kernels.cpu.Lanes.ORIGIN;

import java.util.Arrays;

/// How two operands are met while an output is written front to back.
///
/// Every axis of the output in memory has a step for each operand: 0 where the operand is repeated.
/// Axes that both operands pass in one stride are merged, size-1 axes vanish, and what remains of
/// the innermost axis is a *row*, the piece a vector loop runs over. For images `(N,C,H,W)` with
/// batched `(N,C,1,1)` that is `⌈N/32⌉·H·W` rows of `C·32`; for equal shapes it is a single row.
/// One block of samples is repeated where there are more.
final class Walk {
  /// What is done with one row: where it begins in the output and in the operands.
  interface Row {
    void at(int out, int a, int b);
  }

  private final int[] dims;
  private final int[] aSteps;
  private final int[] bSteps;

  private Walk(int[] dims, int[] aSteps, int[] bSteps) {
    int merged = 0;
    for (int i = 0; i < dims.length; i++) {
      if (dims[i] == 1) {
        continue;
      }
      boolean joins =
          merged > 0
              && aSteps[merged - 1] == aSteps[i] * dims[i]
              && bSteps[merged - 1] == bSteps[i] * dims[i];
      int at = joins ? merged - 1 : merged++;
      dims[at] = joins ? dims[at] * dims[i] : dims[i];
      aSteps[at] = aSteps[i];
      bSteps[at] = bSteps[i];
    }
    if (merged == 0) {
      dims[0] = 1;
      merged = 1;
    }
    this.dims = Arrays.copyOf(dims, merged);
    this.aSteps = aSteps;
    this.bSteps = bSteps;
  }

  /// Two operands aligned by the rule of [org.tombola.engine.spi.Backend].
  static Walk aligned(CpuStorage a, CpuStorage b, CpuStorage out) {
    return new Walk(axes(out), steps(a, out), steps(b, out));
  }

  /// `axes` as in [org.tombola.engine.spi.Backend#permute].
  static Walk permuted(int[] axes, CpuStorage x, CpuStorage out) {
    int rank = out.shape().rank();
    int[] steps = new int[rank + 1];
    for (int i = 0; i < rank; i++) {
      steps[i] = x.step(axes[out.axisAt(i)]);
    }
    steps[rank] = x.batched() ? 1 : 0;
    return new Walk(axes(out), steps, steps.clone());
  }

  /// The axes in memory, outermost first: a batch is its blocks in front and its lanes at the end.
  private static int[] axes(CpuStorage out) {
    int rank = out.shape().rank();
    int[] axes = new int[rank + 1];
    for (int i = 0; i < rank; i++) {
      axes[i] = out.extent(out.axisAt(i));
    }
    axes[rank] = out.batched() ? LANES : 1;
    return axes;
  }

  /// The step of `x` along each of them.
  private static int[] steps(CpuStorage x, CpuStorage out) {
    int rank = out.shape().rank();
    int missing = rank - x.shape().rank();
    int[] steps = new int[rank + 1];
    for (int i = 0; i < rank; i++) {
      int axis = out.axisAt(i);
      boolean blocks = x.batched() && axis == 0;
      int own = blocks ? 0 : axis - missing;
      boolean present = blocks || own >= (x.batched() ? 1 : 0);
      steps[i] = present && x.extent(own) > 1 ? x.step(own) : 0;
    }
    steps[rank] = x.batched() ? 1 : 0;
    return steps;
  }

  /// Elements of a row.
  int length() {
    return dims[dims.length - 1];
  }

  /// From one element of a row to the next in the first operand.
  int aStep() {
    return aSteps[dims.length - 1];
  }

  /// From one element of a row to the next in the second operand.
  int bStep() {
    return bSteps[dims.length - 1];
  }

  int rows() {
    int rows = 1;
    for (int i = 0; i < dims.length - 1; i++) {
      rows *= dims[i];
    }
    return rows;
  }

  /// Visits rows `from .. to` in the output's order.
  void rows(int from, int to, Row body) {
    int inner = dims.length - 2;
    for (int row = from; row < to; ) {
      int a = ORIGIN;
      int b = ORIGIN;
      int rest = row;
      for (int i = inner; i >= 0; i--) {
        a += rest % dims[i] * aSteps[i];
        b += rest % dims[i] * bSteps[i];
        rest /= dims[i];
      }
      int run = inner < 0 ? 1 : Math.min(to - row, dims[inner] - row % dims[inner]);
      for (int i = 0; i < run; i++, row++) {
        body.at(ORIGIN + row * length(), a, b);
        a += inner < 0 ? 0 : aSteps[inner];
        b += inner < 0 ? 0 : bSteps[inner];
      }
    }
  }
}
