package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.Lanes.LANES;
import static org.tombola.kernels.cpu.Lanes.ORIGIN;

import java.util.Arrays;

/// Verbs that only move numbers. A row of 32 samples moves as a whole wherever it can.
final class Movement {
  private Movement() {}

  /// Row-major order is kept; only the layout may differ.
  static void copy(CpuStorage x, CpuStorage out, Scratch scratch) {
    boolean sameLayout = x.batched() == out.batched() && x.samples() == out.samples();
    if (sameLayout) {
      System.arraycopy(x.data(), ORIGIN, out.data(), ORIGIN, out.physical());
    } else if (!x.batched()) {
      out.writeFrom(x.data(), ORIGIN);
    } else if (!out.batched()) {
      x.readTo(out.data(), ORIGIN);
      out.zeroPadding();
    } else {
      float[] rows = scratch.take(x.shape().size());
      x.readTo(rows, 0);
      out.writeFrom(rows, 0);
      scratch.give(rows);
    }
  }

  /// One operand along a walk: repeated, contiguous, or picked at a stride.
  static void gather(Walk walk, CpuStorage x, CpuStorage out) {
    float[] from = x.data();
    float[] to = out.data();
    int length = walk.length();
    int step = walk.aStep();
    walk.rows(
        0,
        walk.rows(),
        (o, a, _) -> {
          if (step == 0) {
            Arrays.fill(to, o, o + length, from[a]);
          } else if (step == 1) {
            System.arraycopy(from, a, to, o, length);
          } else {
            pick(from, a, step, to, o, length);
          }
        });
    out.zeroPadding();
  }

  private static void pick(float[] from, int at, int step, float[] to, int o, int length) {
    for (int i = 0; i < length; i++) {
      to[o + i] = from[at + i * step];
    }
  }

  /// `part` is `whole[.., from .. from + part.dim(axis), ..]`; copies from `whole` to `part`.
  static void slice(int axis, int from, CpuStorage whole, CpuStorage part) {
    int inner = inner(axis, part);
    int run = part.shape().dim(axis) * inner;
    int stride = whole.shape().dim(axis) * inner;
    int outer = outer(axis, part);
    for (int i = 0; i < outer; i++) {
      int at = ORIGIN + i * stride + from * inner;
      System.arraycopy(whole.data(), at, part.data(), ORIGIN + i * run, run);
    }
    part.zeroPadding();
  }

  /// The other direction, with zeros around it.
  static void pad(int axis, int from, CpuStorage part, CpuStorage whole) {
    Arrays.fill(whole.data(), 0f);
    int inner = inner(axis, part);
    int run = part.shape().dim(axis) * inner;
    int stride = whole.shape().dim(axis) * inner;
    int outer = outer(axis, part);
    for (int i = 0; i < outer; i++) {
      int at = ORIGIN + i * stride + from * inner;
      System.arraycopy(part.data(), ORIGIN + i * run, whole.data(), at, run);
    }
  }

  /// Floats in memory for one step of `axis`.
  private static int inner(int axis, CpuStorage x) {
    int inner = x.batched() ? LANES : 1;
    for (int i = axis + 1; i < x.shape().rank(); i++) {
      inner *= x.shape().dim(i);
    }
    return inner;
  }

  private static int outer(int axis, CpuStorage x) {
    int outer = x.batched() ? x.blocks() : 1;
    for (int i = x.batched() ? 1 : 0; i < axis; i++) {
      outer *= x.shape().dim(i);
    }
    return outer;
  }
}
