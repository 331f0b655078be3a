package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.Lanes.LANES;
import static org.tombola.kernels.cpu.Lanes.ORIGIN;

import java.util.Arrays;

/// Where the filters of a correlation are not pruned: for every output channel and tap, the input
/// channels that are left. A linear layer is the same with one tap on one pixel.
///
/// Made once for a mask and a geometry; only the numbers themselves are read anew for every call.
final class SparseFilters {
  /// One tap on one pixel.
  private static final Slide POINT = new Slide(1, 0, 1, 0, 1, 1, 0, 1, 1);

  private final int[] starts;
  private final int[] at;
  private final int[] offsets;
  private final int rows;
  private final int columns;

  private SparseFilters(int[] starts, int[] at, int[] offsets, int rows, int columns) {
    this.starts = starts;
    this.at = at;
    this.offsets = offsets;
    this.rows = rows;
    this.columns = columns;
  }

  /// @param mask 0 or 1 for each of the filters, whose element for output channel `o`, input
  ///   channel `i` and tap `(r, s)` is at `ORIGIN + o · outStep + i · inStep + r · width + s`
  /// @param width taps in a row of the filters
  /// @param xRow floats from one row of the image to the next
  static SparseFilters of(
      float[] mask,
      int outStep,
      int inStep,
      int width,
      int channels,
      int depth,
      Slide down,
      Slide across,
      int xRow) {
    int rows = down.taps();
    int columns = across.taps();
    int[] starts = new int[channels * rows * columns + 1];
    int[] at = new int[channels * rows * columns * depth];
    int[] offsets = new int[at.length];
    int found = 0;
    int tap = 0;
    for (int k = 0; k < channels; k++) {
      for (int r = 0; r < rows; r++) {
        for (int s = 0; s < columns; s++) {
          int from = ORIGIN + k * outStep + down.tap(r) * width + across.tap(s);
          for (int i = 0; i < depth; i++) {
            if (mask[from + i * inStep] != 0f) {
              at[found] = from + i * inStep;
              offsets[found] = r * xRow + (s * depth + i) * LANES;
              found++;
            }
          }
          starts[++tap] = found;
        }
      }
    }
    return new SparseFilters(
        starts, Arrays.copyOf(at, found), Arrays.copyOf(offsets, found), rows, columns);
  }

  /// For a product of matrices: `channels` outputs, `depth` inputs, steps as above.
  static SparseFilters matrix(float[] mask, int outStep, int inStep, int channels, int depth) {
    return of(mask, outStep, inStep, 1, channels, depth, POINT, POINT, 0);
  }

  /// Entries of output channel `k`, tap `(r, s)` begin at `starts[(k·R + r)·S + s]` and end where
  /// the next begin.
  int[] starts() {
    return starts;
  }

  /// Where each entry is in the weights.
  int[] at() {
    return at;
  }

  /// Floats from the pixel under tap (0, 0) to what each entry meets.
  int[] offsets() {
    return offsets;
  }

  /// Taps along the height, R.
  int rows() {
    return rows;
  }

  /// Taps along the width, S.
  int columns() {
    return columns;
  }

  /// Taps in all, R·S.
  int taps() {
    return rows * columns;
  }

  /// Entries in all.
  int count() {
    return at.length;
  }

  /// The numbers of all entries, in a scratch array from index 0.
  float[] values(float[] w, Scratch scratch) {
    float[] values = scratch.take(Math.max(1, at.length));
    for (int p = 0; p < at.length; p++) {
      values[p] = w[at[p]];
    }
    return values;
  }
}
