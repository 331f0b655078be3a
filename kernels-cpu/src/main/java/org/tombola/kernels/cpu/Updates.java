package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.Lanes.ORIGIN;

import org.jspecify.annotations.Nullable;
import org.tombola.engine.spi.AdamStep;
import org.tombola.engine.spi.SgdStep;

/// The optimisers' verbs: all weights, a chunk of every array at a time, or the weights that are
/// left, if [SparseChoice] says that they are few.
///
/// The second way never looks at pruned entries, so these are set to +0 when a pattern first meets
/// an array.
final class Updates {
  /// Floats of a chunk: up to five arrays of it fit in L1.
  private static final int CHUNK = 2048;

  /// Weights below which another thread is not worth waking.
  private static final int SMALL = 1 << 16;

  private final SparseChoice sparseness;
  private final Parallel parallel;

  Updates(SparseChoice sparseness, Parallel parallel) {
    this.sparseness = sparseness;
    this.parallel = parallel;
  }

  void sgd(SgdStep step, float[] dw, float @Nullable [] mask, float @Nullable [] v, CpuStorage w) {
    float[] weights = w.data();
    Pattern few = few(mask, w);
    if (few != null) {
      few.clear(weights);
      few.clear(v);
      int[] left = few.left();
      inChunks(left.length, 0, (i, end) -> SparseSteps.sgd(step, dw, v, weights, left, i, end));
      return;
    }
    inChunks(
        w.physical(),
        ORIGIN,
        (from, to) -> {
          if (v == null) {
            Sgd.plain(step, dw, weights, from, to);
          } else if (step.nesterov()) {
            Sgd.nesterov(step, dw, v, weights, from, to);
          } else {
            Sgd.momentum(step, dw, v, weights, from, to);
          }
          Masking.apply(mask, weights, from, to);
          Masking.apply(mask, v, from, to);
        });
  }

  void adam(
      AdamStep step, float[] dw, float @Nullable [] mask, float[] m, float[] v, CpuStorage w) {
    float[] weights = w.data();
    Pattern few = few(mask, w);
    if (few != null) {
      few.clear(weights);
      few.clear(m);
      few.clear(v);
      int[] left = few.left();
      inChunks(left.length, 0, (i, end) -> SparseSteps.adam(step, dw, m, v, weights, left, i, end));
      return;
    }
    inChunks(
        w.physical(),
        ORIGIN,
        (from, to) -> {
          Adam.update(step, dw, m, v, weights, from, to);
          Masking.apply(mask, weights, from, to);
          Masking.apply(mask, m, from, to);
          Masking.apply(mask, v, from, to);
        });
    w.zeroPadding();
  }

  /// The pattern of `w` if it is the mask's, and sparse enough.
  private @Nullable Pattern few(float @Nullable [] mask, CpuStorage w) {
    Pattern pattern = sparseness.update(w);
    return pattern != null && pattern.mask() == mask ? pattern : null;
  }

  private void inChunks(int count, int at, Parallel.Piece piece) {
    parallel.run(count, CHUNK, count < SMALL, (from, to) -> piece.run(at + from, at + to));
  }
}
