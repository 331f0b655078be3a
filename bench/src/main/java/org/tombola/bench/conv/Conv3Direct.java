package org.tombola.bench.conv;

import org.tombola.bench.ladder.Task;

/// The engine's direct convolution: samples innermost, channels next, and the register tile of the
/// matrix product.
///
/// With all channels of a pixel side by side, the three pixels under a row of the filter are one
/// run of `3·C` vectors: the packed strip of a product, which nobody had to pack. A tile is a few
/// filters by 32 samples and stays in registers for all nine taps; taps outside the image are left
/// out. See `kernels-cpu/docs/kernels.md`.
public final class Conv3Direct implements ConvRung {
  private final BackendConv conv = new BackendConv("cpu:conv=direct");

  @Override
  public String idea() {
    return "channels next, and the register tile: the CPU backend's `conv2d`, direct";
  }

  @Override
  public Task prepare(ConvShape shape, float[] x, float[] w) {
    return conv.prepare(shape, x, w);
  }
}
