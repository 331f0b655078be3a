package org.tombola.nn.layers;

import org.tombola.engine.Tensor;
import org.tombola.nn.Module;
import org.tombola.nn.Phase;

/// The mean of each window: (N, C, H, W) to (N, C, P, Q). Padding counts as zeros.
public record AvgPool2d(int size, int stride, int padding) implements Module {
  /// Windows side by side; a row or column that fills none is left out.
  public static AvgPool2d of(int size) {
    return new AvgPool2d(size, size, 0);
  }

  @Override
  public Tensor forward(Tensor x, Phase phase) {
    return x.avgPool(size, stride, padding);
  }
}
