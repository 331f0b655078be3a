package org.tombola.kernels.cpu;

import org.jspecify.annotations.Nullable;
import org.tombola.engine.spi.Window;

/// The three verbs of convolution, and the place where their algorithm is chosen: direct, for every
/// shape.
///
/// The convolution is one [Correlation]. Its input gradient is the same with the filter turned by
/// half a circle and its channels exchanged; with a stride of `t` it is `t · t` of them, one for
/// each remainder of a pixel's row and column, so that no zero is multiplied. The filter's gradient
/// is a [FilterGradient].
///
/// Source: direct convolution without a copy of the patches, Zhang, Franchetti and Low 2018 (ICML);
/// the gradients follow from the sum in [org.tombola.engine.spi.Backend#conv2d].
final class Convolutions {
  private final Scratch scratch;
  private final Parallel parallel;

  Convolutions(Scratch scratch, Parallel parallel) {
    this.scratch = scratch;
    this.parallel = parallel;
  }

  void forward(
      Window window, CpuStorage x, CpuStorage w, @Nullable CpuStorage bias, CpuStorage out) {
    int depth = x.shape().dim(1);
    int taps = window.taps();
    Slide down = Slide.forward(window, 2, x, out);
    Slide across = Slide.forward(window, 3, x, out);
    correlate(x, w, depth * taps, taps, window.width(), bias, down, across, out);
    out.zeroPadding();
  }

  void inputGrad(Window window, CpuStorage dy, CpuStorage w, CpuStorage out) {
    int channels = out.shape().dim(1);
    int taps = window.taps();
    for (int row = 0; row < window.stride(); row++) {
      Slide down = Slide.backward(window, 2, row, dy, out);
      for (int column = 0; column < window.stride(); column++) {
        Slide across = Slide.backward(window, 3, column, dy, out);
        correlate(dy, w, taps, channels * taps, window.width(), null, down, across, out);
      }
    }
    out.zeroPadding();
  }

  void weightGrad(Window window, CpuStorage dy, CpuStorage x, CpuStorage out) {
    new FilterGradient(window, dy, x, scratch, parallel).into(out);
    out.zeroPadding();
  }

  private void correlate(
      CpuStorage x,
      CpuStorage w,
      int outStep,
      int inStep,
      int width,
      @Nullable CpuStorage bias,
      Slide down,
      Slide across,
      CpuStorage out) {
    PackedFilters filters =
        PackedFilters.pack(
            w.data(),
            outStep,
            inStep,
            width,
            bias,
            out.shape().dim(1),
            x.shape().dim(1),
            down,
            across,
            scratch,
            parallel);
    new Correlation(x, filters, down, across, out).run(parallel);
    filters.giveBack(scratch);
  }
}
