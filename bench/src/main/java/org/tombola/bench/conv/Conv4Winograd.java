package org.tombola.bench.conv;

import org.tombola.bench.ladder.Task;

/// The engine's default where there are channels enough: Winograd's algorithm, 36 multiplications
/// for 4×4 outputs instead of 144.
///
/// The work saved is work of the definition, so this rung may show more than the machine's peak. It
/// pays with additions before and after, with another pass over memory, and with a digit or so of
/// precision: its products are of sums of inputs with sums of weights.
///
/// Source: Lavin and Gray, *Fast Algorithms for Convolutional Neural Networks*, 2016 (CVPR).
public final class Conv4Winograd implements ConvRung {
  private final BackendConv conv = new BackendConv("cpu");

  @Override
  public String idea() {
    return "a quarter of the multiplications: the CPU backend's `conv2d`";
  }

  @Override
  public double tolerance() {
    return 1e-4;
  }

  @Override
  public Task prepare(ConvShape shape, float[] x, float[] w) {
    return conv.prepare(shape, x, w);
  }
}
