package org.tombola.kernels.cpu;

import org.jspecify.annotations.Nullable;
import org.tombola.engine.spi.Window;

/// The three verbs of convolution, each direct or by Winograd's algorithm, as [ConvAlgorithm] says.
///
/// The convolution is one correlation. Its input gradient is the same with the filter turned by
/// half a circle and its channels exchanged; with a stride of `t` it is `t · t` of them, one for
/// each remainder of a pixel's row and column, so that no zero is multiplied. The filter's gradient
/// is a [FilterGradient] or a [WinogradGradient].
///
/// Source: direct convolution without a copy of the patches, Zhang, Franchetti and Low 2018 (ICML);
/// the gradients follow from the sum in [org.tombola.engine.spi.Backend#conv2d].
final class Convolutions {
  private final ConvAlgorithm algorithm;
  private final Scratch scratch;
  private final Parallel parallel;

  Convolutions(ConvAlgorithm algorithm, Scratch scratch, Parallel parallel) {
    this.algorithm = algorithm;
    this.scratch = scratch;
    this.parallel = parallel;
  }

  void forward(
      Window window, CpuStorage x, CpuStorage w, @Nullable CpuStorage bias, CpuStorage out) {
    int depth = x.shape().dim(1);
    int taps = window.taps();
    if (algorithm.winograd(window, x.shape(), out.shape())) {
      winograd(x, w, depth * taps, taps, false, bias, window.padding(), out);
    } else {
      Slide down = Slide.forward(window, 2, x, out);
      Slide across = Slide.forward(window, 3, x, out);
      correlate(x, w, depth * taps, taps, window.width(), bias, down, across, out);
    }
    out.zeroPadding();
  }

  void inputGrad(Window window, CpuStorage dy, CpuStorage w, CpuStorage out) {
    int channels = out.shape().dim(1);
    int taps = window.taps();
    if (algorithm.winograd(window, out.shape(), dy.shape())) {
      int padding = window.height() - 1 - window.padding();
      winograd(dy, w, taps, channels * taps, true, null, padding, out);
    } else {
      for (int row = 0; row < window.stride(); row++) {
        Slide down = Slide.backward(window, 2, row, dy, out);
        for (int column = 0; column < window.stride(); column++) {
          Slide across = Slide.backward(window, 3, column, dy, out);
          correlate(dy, w, taps, channels * taps, window.width(), null, down, across, out);
        }
      }
    }
    out.zeroPadding();
  }

  void weightGrad(Window window, CpuStorage dy, CpuStorage x, CpuStorage out) {
    if (algorithm.winogradGradient(window, x.shape(), dy.shape())) {
      new WinogradGradient(window.padding(), dy, x, scratch, parallel).into(out);
    } else {
      new FilterGradient(window, dy, x, scratch, parallel).into(out);
    }
    out.zeroPadding();
  }

  private void winograd(
      CpuStorage x,
      CpuStorage w,
      int outStep,
      int inStep,
      boolean turned,
      @Nullable CpuStorage bias,
      int padding,
      CpuStorage out) {
    int channels = out.shape().dim(1);
    int depth = x.shape().dim(1);
    float[] start = PackedFilters.start(bias, channels, scratch);
    float[] filters =
        WinogradFilters.pack(w.data(), outStep, inStep, turned, channels, depth, scratch, parallel);
    new Winograd(x, filters, start, padding, out, scratch).run(parallel);
    scratch.give(filters);
    scratch.give(start);
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
