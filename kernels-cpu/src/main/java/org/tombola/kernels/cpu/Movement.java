package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.Lanes.LANES;
import static org.tombola.kernels.cpu.Lanes.ORIGIN;

import java.util.Arrays;

/// Verbs that only move numbers. A row of 32 samples moves as a whole wherever it can.
final class Movement {
  /// Floats in a chunk of work.
  private static final int CHUNK = 1 << 15;

  private Movement() {}

  /// Row-major order is kept; only the layout may differ.
  static void copy(CpuStorage x, CpuStorage out, Scratch scratch, Parallel parallel) {
    boolean sameBatch = x.batched() == out.batched() && x.samples() == out.samples();
    if (sameBatch && x.sameRows(out)) {
      System.arraycopy(x.data(), ORIGIN, out.data(), ORIGIN, out.physical());
    } else if (sameBatch) {
      moveRows(x, out, parallel);
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

  /// Every feature to its place, 32 samples at once.
  private static void moveRows(CpuStorage x, CpuStorage out, Parallel parallel) {
    int features = out.features();
    int perChunk = Math.min(features, CHUNK / LANES);
    int chunks = (features + perChunk - 1) / perChunk;
    parallel.run(
        chunks * out.blocks(),
        chunk -> {
          int block = ORIGIN + chunk / chunks * features * LANES;
          int first = chunk % chunks * perChunk;
          for (int f = first; f < Math.min(features, first + perChunk); f++) {
            int from = block + x.row(f) * LANES;
            int to = block + out.row(f) * LANES;
            System.arraycopy(x.data(), from, out.data(), to, LANES);
          }
        });
  }

  /// One operand along a walk: repeated, contiguous, or picked at a stride.
  static void gather(Walk walk, CpuStorage x, CpuStorage out, Parallel parallel) {
    int rows = walk.rows();
    int perChunk = Math.max(1, CHUNK / walk.length());
    parallel.run(
        (rows + perChunk - 1) / perChunk,
        chunk -> {
          int from = chunk * perChunk;
          gather(walk, from, Math.min(rows, from + perChunk), x.data(), out.data());
        });
    out.zeroPadding();
  }

  private static void gather(Walk walk, int first, int end, float[] from, float[] to) {
    int length = walk.length();
    int step = walk.aStep();
    walk.rows(
        first,
        end,
        (o, a, _) -> {
          if (step == 0) {
            Arrays.fill(to, o, o + length, from[a]);
          } else if (step == 1) {
            System.arraycopy(from, a, to, o, length);
          } else {
            pick(from, a, step, to, o, length);
          }
        });
  }

  private static void pick(float[] from, int at, int step, float[] to, int o, int length) {
    for (int i = 0; i < length; i++) {
      to[o + i] = from[at + i * step];
    }
  }

  /// `part` is `whole[.., from .. from + part.dim(axis), ..]`; copies from `whole` to `part`.
  static void slice(int axis, int from, CpuStorage whole, CpuStorage part) {
    Pieces pieces = Pieces.of(axis, whole, part);
    for (int i = 0; i < pieces.count(); i++) {
      int at = ORIGIN + i * pieces.stride() + from * pieces.step();
      System.arraycopy(
          whole.data(), at, part.data(), ORIGIN + i * pieces.length(), pieces.length());
    }
    part.zeroPadding();
  }

  /// The other direction, with zeros around it.
  static void pad(int axis, int from, CpuStorage part, CpuStorage whole) {
    Arrays.fill(whole.data(), 0f);
    Pieces pieces = Pieces.of(axis, whole, part);
    for (int i = 0; i < pieces.count(); i++) {
      int at = ORIGIN + i * pieces.stride() + from * pieces.step();
      System.arraycopy(
          part.data(), ORIGIN + i * pieces.length(), whole.data(), at, pieces.length());
    }
  }

  /// The contiguous pieces that a part of an axis is made of.
  ///
  /// @param count of pieces
  /// @param length floats in a piece, which is also from one to the next in the part
  /// @param stride floats from one to the next in the whole
  /// @param step floats for one index of the axis
  private record Pieces(int count, int length, int stride, int step) {
    static Pieces of(int axis, CpuStorage whole, CpuStorage part) {
      int step = part.step(axis);
      int length = part.extent(axis) * step;
      int all = part.batched() ? part.physical() : part.features();
      return new Pieces(all / length, length, whole.extent(axis) * step, step);
    }
  }
}
