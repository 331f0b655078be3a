package org.tombola.nn.layers;

import org.tombola.engine.Tensor;
import org.tombola.nn.Module;
import org.tombola.nn.Phase;

/// The mean of each channel: (N, C, H, W) to (N, C). What follows need not know the image's size.
public record GlobalAvgPool() implements Module {
  @Override
  public Tensor forward(Tensor x, Phase phase) {
    return x.globalAvgPool();
  }
}
