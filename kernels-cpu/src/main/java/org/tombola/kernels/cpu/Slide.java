package org.tombola.kernels.cpu;

import org.tombola.engine.spi.Window;

/// How a filter meets one axis of its input, for some of the outputs along that axis.
///
/// ```text
///   input axis        · · 0 1 2 3 4 5 · ·          output i sees the inputs
///   output i = 0      [first ... ]                  first(i) .. first(i) + taps,
///   output i = 1            [first ... ]            those on the axis only
/// ```
///
/// A convolution is one slide along each axis. Its input gradient with stride `t` is `t` of them:
/// the inputs of one remainder of `(h + padding) mod t` meet every `t`-th tap of the filter, last
/// one first, and for them the gradient is a plain correlation of step 1.
///
/// @param outputs how many outputs this slide makes, may be 0
/// @param outStart the first of them; @param outStep distance to the next
/// @param inStart input under the first tap of the first output, negative in the padding
/// @param inStep how far the filter moves from one output to the next
/// @param taps how many taps of the filter take part, may be 0
/// @param tapStart which tap of the filter comes first; @param tapStep distance to the next
/// @param inputs length of the input axis
record Slide(
    int outputs,
    int outStart,
    int outStep,
    int inStart,
    int inStep,
    int taps,
    int tapStart,
    int tapStep,
    int inputs) {

  /// The convolution along axis 2 or 3 of the images.
  static Slide forward(Window window, int axis, CpuStorage x, CpuStorage y) {
    int size = axis == 2 ? window.height() : window.width();
    int inputs = x.shape().dim(axis);
    int outputs = y.shape().dim(axis);
    return forward(size, window.stride(), window.padding(), inputs, outputs);
  }

  /// Its input gradient along the same axis, for the pixels of one remainder.
  static Slide backward(Window window, int axis, int phase, CpuStorage dy, CpuStorage dx) {
    int size = axis == 2 ? window.height() : window.width();
    int inputs = dy.shape().dim(axis);
    int outputs = dx.shape().dim(axis);
    return backward(size, window.stride(), window.padding(), phase, inputs, outputs);
  }

  /// The convolution: `size` taps, `outputs` positions on an axis of `inputs`.
  static Slide forward(int size, int stride, int padding, int inputs, int outputs) {
    return new Slide(outputs, 0, 1, -padding, stride, size, 0, 1, inputs);
  }

  /// The input gradient for remainder `phase`: `inputs` positions of `dy` spread over an axis of
  /// `outputs` positions of `dx`. Tap `phase + stride · j` of output `phase − padding + stride · i`
  /// meets `dy` at `i − j`.
  static Slide backward(int size, int stride, int padding, int phase, int inputs, int outputs) {
    int firstI = Math.ceilDiv(padding - phase, stride);
    int start = phase - padding + stride * firstI;
    int count = Math.max(0, Math.ceilDiv(outputs - start, stride));
    int taps = Math.max(0, Math.ceilDiv(size - phase, stride));
    int lastTap = phase + stride * (taps - 1);
    return new Slide(count, start, stride, firstI - taps + 1, 1, taps, lastTap, -stride, inputs);
  }

  /// Where output `i` of this slide is on the output axis.
  int output(int i) {
    return outStart + i * outStep;
  }

  /// The input under tap 0 of output `i`, on the axis or not.
  int first(int i) {
    return inStart + i * inStep;
  }

  /// The first tap of output `i` that is on the axis.
  int from(int i) {
    return Math.max(0, -first(i));
  }

  /// How many taps of output `i` are on the axis.
  int count(int i) {
    return Math.max(0, Math.min(taps, inputs - first(i)) - from(i));
  }

  /// The first output that has tap `t` on the axis.
  int firstWith(int t) {
    return Math.max(0, Math.ceilDiv(-t - inStart, inStep));
  }

  /// One after the last output that has tap `t` on the axis.
  int endWith(int t) {
    return Math.min(outputs, Math.floorDiv(inputs - 1 - t - inStart, inStep) + 1);
  }

  /// Whether two outputs have the same taps on the axis.
  boolean sameTaps(int i, int j) {
    return from(i) == from(j) && count(i) == count(j);
  }

  /// The filter's own number of tap `t`.
  int tap(int t) {
    return tapStart + t * tapStep;
  }
}
