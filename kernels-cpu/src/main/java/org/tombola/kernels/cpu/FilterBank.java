package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.Lanes.ORIGIN;

/// Filters as a convolution reads them: one row an output channel, and in it the taps in the order
/// in which the image has their inputs, `[outputs][R][S][inputs]`. A row of taps is then one run of
/// numbers that meets one run of the image.
///
/// Packed anew for every call, because the optimiser changes weights in between: one pass over the
/// weights, against one over all pixels for each of them.
final class FilterBank {
  private final float[] data;
  private final int height;
  private final int width;

  private FilterBank(float[] data, int height, int width) {
    this.data = data;
    this.height = height;
    this.width = width;
  }

  /// From index 0.
  float[] data() {
    return data;
  }

  /// Rows of taps, R.
  int height() {
    return height;
  }

  /// Taps in a row, S.
  int width() {
    return width;
  }

  /// The filters (K,C,R,S) themselves: `[K][R][S][C]`.
  static FilterBank forward(CpuStorage w, Scratch scratch) {
    int outputs = w.shape().dim(0);
    int inputs = w.shape().dim(1);
    int taps = w.shape().dim(2) * w.shape().dim(3);
    float[] data = scratch.take(outputs * inputs * taps);
    float[] from = w.data();
    for (int k = 0; k < outputs; k++) {
      int base = k * inputs * taps;
      for (int t = 0; t < taps; t++) {
        for (int c = 0; c < inputs; c++) {
          data[base + t * inputs + c] = from[ORIGIN + base + c * taps + t];
        }
      }
    }
    return new FilterBank(data, w.shape().dim(2), w.shape().dim(3));
  }

  /// The filters of one phase of the backward direction, `[C][R'][S'][K]`, from [#forward]'s.
  ///
  /// @param w for its shape (K,C,R,S)
  static FilterBank backward(
      FilterBank forward,
      CpuStorage w,
      Slide rows,
      int rowPhase,
      Slide columns,
      int columnPhase,
      Scratch scratch) {
    int outputs = w.shape().dim(0);
    int inputs = w.shape().dim(1);
    int height = rows.taps(rowPhase);
    int width = columns.taps(columnPhase);
    int row = height * width * outputs;
    float[] data = scratch.take(Math.max(1, inputs * row));
    float[] work = scratch.take(Transpose.WORK);
    for (int i = 0; i < height; i++) {
      for (int j = 0; j < width; j++) {
        int tap = rows.tap(rowPhase, i) * forward.width + columns.tap(columnPhase, j);
        int step = forward.height * forward.width * inputs;
        int to = (i * width + j) * outputs;
        Transpose.matrix(forward.data, tap * inputs, step, outputs, inputs, data, to, row, work);
      }
    }
    scratch.give(work);
    return new FilterBank(data, height, width);
  }
}
