package org.tombola.kernels.cpu;

import org.tombola.engine.Shape;
import org.tombola.engine.spi.Window;

/// How convolutions are computed, and the table that says which shape takes which way.
///
/// The choice is a function of shapes, never of a clock: the same training gives the same bytes.
public enum ConvAlgorithm {
  /// Winograd's where it pays, the direct sum elsewhere.
  AUTO,
  /// The direct sum everywhere.
  DIRECT;

  /// Channels on either side from which a product of 36 elements outweighs the transforms.
  private static final int CHANNELS = 16;

  /// The smallest map worth a tile of 4×4: below, the direct sum leaves out so many taps in the
  /// padding that nothing is gained.
  private static final int SIDE = 3;

  /// The table in a line, for a person.
  static String rule() {
    return "convolutions 3x3 of stride 1: Winograd F(4x4,3x3) from %d channels; others direct"
        .formatted(CHANNELS);
  }

  /// Whether the convolution from `in` (N,C,H,W) to `out` (N,K,P,Q) and both its gradients are made
  /// by Winograd's algorithm.
  boolean winograd(Window window, Shape in, Shape out) {
    return this == AUTO
        && window.height() == 3
        && window.width() == 3
        && window.stride() == 1
        && window.padding() <= 2
        && Math.min(in.dim(1), out.dim(1)) >= CHANNELS
        && Math.min(out.dim(2), out.dim(3)) >= SIDE
        && Math.min(in.dim(2), in.dim(3)) >= SIDE;
  }
}
