package org.tombola.kernels.cpu;

import org.jspecify.annotations.Nullable;
import org.tombola.engine.spi.Window;

/// Which convolution is computed how. There is one algorithm in each direction, the direct one.
final class Convolutions {
  private final Scratch scratch;
  private final Parallel parallel;

  Convolutions(Scratch scratch, Parallel parallel) {
    this.scratch = scratch;
    this.parallel = parallel;
  }

  void forward(Window window, CpuStorage x, CpuStorage w, @Nullable CpuStorage bias, CpuStorage y) {
    FilterBank[] banks = {FilterBank.forward(w, scratch)};
    new FilterPass(rows(window, false), columns(window, false), banks, x, bias, y).run(parallel);
    scratch.give(banks[0].data());
    if (bias != null) {
      y.zeroPadding();
    }
  }

  void inputGrad(Window window, CpuStorage dy, CpuStorage w, CpuStorage dx) {
    Slide rows = rows(window, true);
    Slide columns = columns(window, true);
    FilterBank forward = FilterBank.forward(w, scratch);
    FilterBank[] banks = new FilterBank[rows.phases() * columns.phases()];
    for (int i = 0; i < banks.length; i++) {
      banks[i] =
          FilterBank.backward(
              forward, w, rows, i / columns.phases(), columns, i % columns.phases(), scratch);
    }
    new FilterPass(rows, columns, banks, dy, null, dx).run(parallel);
    for (FilterBank bank : banks) {
      scratch.give(bank.data());
    }
    scratch.give(forward.data());
  }

  void weightGrad(Window window, CpuStorage dy, CpuStorage x, CpuStorage dw) {
    new FilterGradient(window, dy, x, scratch).run(dw, parallel);
  }

  private static Slide rows(Window window, boolean back) {
    return new Slide(window.height(), window.stride(), window.padding(), back);
  }

  private static Slide columns(Window window, boolean back) {
    return new Slide(window.width(), window.stride(), window.padding(), back);
  }
}
