package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.Lanes.LANES;

import org.jspecify.annotations.Nullable;
import org.tombola.engine.spi.Window;

/// The three verbs of convolution, each direct or by Winograd's algorithm, as [ConvAlgorithm] says,
/// or over the weights that are left, as [SparseChoice] does.
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
  private final SparseChoice sparseness;
  private final Scratch scratch;
  private final Parallel parallel;
  private final SparseConvolution sparse;

  Convolutions(
      ConvAlgorithm algorithm, SparseChoice sparseness, Scratch scratch, Parallel parallel) {
    this.algorithm = algorithm;
    this.sparseness = sparseness;
    this.scratch = scratch;
    this.parallel = parallel;
    sparse = new SparseConvolution(scratch, parallel);
  }

  void forward(
      Window window, CpuStorage x, CpuStorage w, @Nullable CpuStorage bias, CpuStorage out) {
    int depth = x.shape().dim(1);
    int taps = window.taps();
    boolean fast = algorithm.winograd(window, x.shape(), out.shape());
    Pattern pattern = sparseness.convolution(w, x.data().length, fast, false);
    if (pattern == null && fast) {
      winograd(x, w, depth * taps, taps, false, bias, window.padding(), out);
    } else {
      Slide down = Slide.forward(window, 2, x, out);
      Slide across = Slide.forward(window, 3, x, out);
      correlate("forward", 0, window, pattern, x, w, depth * taps, taps, bias, down, across, out);
    }
    out.zeroPadding();
  }

  void inputGrad(Window window, CpuStorage dy, CpuStorage w, CpuStorage out) {
    int channels = out.shape().dim(1);
    int taps = window.taps();
    boolean fast = algorithm.winograd(window, out.shape(), dy.shape());
    Pattern pattern = sparseness.convolution(w, dy.data().length, fast, false);
    if (pattern == null && fast) {
      int padding = window.height() - 1 - window.padding();
      winograd(dy, w, taps, channels * taps, true, null, padding, out);
    } else {
      int stride = window.stride();
      for (int phase = 0; phase < stride * stride; phase++) {
        Slide down = Slide.backward(window, 2, phase / stride, dy, out);
        Slide across = Slide.backward(window, 3, phase % stride, dy, out);
        correlate(
            "inputGrad",
            phase,
            window,
            pattern,
            dy,
            w,
            taps,
            channels * taps,
            null,
            down,
            across,
            out);
      }
    }
    out.zeroPadding();
  }

  void weightGrad(
      Window window, CpuStorage dy, CpuStorage x, @Nullable CpuStorage w, CpuStorage out) {
    boolean fast = algorithm.winograd(window, x.shape(), dy.shape());
    Pattern pattern = w == null ? null : sparseness.convolution(w, x.data().length, fast, true);
    if (pattern != null) {
      int depth = x.shape().dim(1);
      int taps = window.taps();
      Slide down = Slide.forward(window, 2, x, dy);
      Slide across = Slide.forward(window, 3, x, dy);
      SparseFilters filters =
          list("forward", 0, window, pattern, x, depth * taps, taps, down, across, dy);
      new SparseGradient(filters, down, across, dy, x, scratch, parallel).into(out);
    } else if (fast) {
      new WinogradGradient(window.padding(), dy, x, scratch, parallel).into(out);
    } else {
      new FilterGradient(window, dy, x, scratch, parallel).into(out);
    }
    out.zeroPadding();
  }

  /// What tells one list of weights from another: they differ in how they turn the filters and in
  /// the size of the image that is read.
  private record Use(String verb, int phase, Window window, int height, int width) {}

  private SparseFilters list(
      String verb,
      int phase,
      Window window,
      Pattern pattern,
      CpuStorage x,
      int outStep,
      int inStep,
      Slide down,
      Slide across,
      CpuStorage out) {
    int depth = x.shape().dim(1);
    return pattern.list(
        new Use(verb, phase, window, x.shape().dim(2), x.shape().dim(3)),
        () ->
            SparseFilters.of(
                pattern.mask(),
                outStep,
                inStep,
                window.width(),
                out.shape().dim(1),
                depth,
                down,
                across,
                x.shape().dim(3) * depth * LANES));
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
      String verb,
      int phase,
      Window window,
      @Nullable Pattern pattern,
      CpuStorage x,
      CpuStorage w,
      int outStep,
      int inStep,
      @Nullable CpuStorage bias,
      Slide down,
      Slide across,
      CpuStorage out) {
    if (pattern != null) {
      SparseFilters left =
          list(verb, phase, window, pattern, x, outStep, inStep, down, across, out);
      sparse.correlate(left, w.data(), bias, x, down, across, out);
      return;
    }
    PackedFilters filters =
        PackedFilters.pack(
            w.data(),
            outStep,
            inStep,
            window.width(),
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
