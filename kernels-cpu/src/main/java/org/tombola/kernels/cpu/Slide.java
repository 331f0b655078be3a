package org.tombola.kernels.cpu;

/// Along one axis, which inputs meet an output and through which taps of the filter.
///
/// Forward, output `o` sees inputs `o·stride − padding + r` through tap `r`. Backward, what was an
/// input gathers from the outputs that saw it: from `p` through tap `r` where `p·stride − padding +
/// r = o`. The taps that can do so are every `stride`-th, and which of them depends on the *phase*
/// `(o + padding) mod stride`; taken in descending order they meet consecutive `p`. So in both
/// directions an output sees a run of neighbouring inputs through one of a few filters, and one
/// loop serves both.
///
/// @param taps of the filter, R or S
/// @param back whether this is the backward direction
record Slide(int taps, int stride, int padding, boolean back) {
  /// How many different filters there are.
  int phases() {
    return back ? stride : 1;
  }

  /// Which filter output `o` uses.
  int phase(int o) {
    return back ? (o + padding) % stride : 0;
  }

  /// Taps of the filter of a phase; 0 where the stride jumps over inputs that nobody sees.
  int taps(int phase) {
    return back ? Math.max(0, (taps - phase + stride - 1) / stride) : taps;
  }

  /// The first input that output `o` sees; may lie before the image.
  int first(int o) {
    return back ? (o + padding) / stride - (taps(phase(o)) - 1) : o * stride - padding;
  }

  /// The tap of the whole filter that is the `j`-th of a phase.
  int tap(int phase, int j) {
    return back ? phase + (taps(phase) - 1 - j) * stride : j;
  }
}
