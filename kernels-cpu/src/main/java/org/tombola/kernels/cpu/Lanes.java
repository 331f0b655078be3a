package org.tombola.kernels.cpu;

import java.util.Arrays;

/// The arithmetic of the layout: where a block of 32 samples begins and what is padding.
///
/// A batched tensor (N, rest...) with `F` the product of the rest is `[⌈N/32⌉][F][32]`: sample `n`
/// of feature `f` is at `ORIGIN + ((n / 32) · F + f) · 32 + n % 32`. Features are in row-major
/// order, but those of images (N,C,H,W) are in the order `[H][W][C]`, see [CpuStorage]. A plain
/// tensor is row-major from `ORIGIN`, rounded up to whole vectors of 32. The block is 32 at every
/// vector width.
public final class Lanes {
  /// Samples in a block.
  public static final int LANES = 32;

  /// Index of the first element in every array. A `float[]` begins 16 bytes into its object, so
  /// with `-XX:ObjectAlignmentInBytes=64` this one is 64-byte aligned: no vector crosses a cache
  /// line.
  public static final int ORIGIN = 12;

  private Lanes() {}

  /// Blocks that hold `n` samples.
  static int blocks(int n) {
    return (n + LANES - 1) / LANES;
  }

  /// `n` rounded up to whole blocks.
  static int padded(int n) {
    return blocks(n) * LANES;
  }

  /// Zeroes lanes `used .. 32` of `features` rows of 32 that begin at `at`.
  static void zeroLanes(float[] data, int at, int features, int used) {
    for (int f = 0; f < features; f++) {
      Arrays.fill(data, at + f * LANES + used, at + (f + 1) * LANES, 0f);
    }
  }
}
