package org.tombola.nn.layers;

import org.tombola.engine.Tensor;
import org.tombola.nn.Module;
import org.tombola.nn.Phase;

/// (N, C, H, W) to (N, C·H·W), channels outermost; (N, F) stays as it is.
public record Flatten() implements Module {
  @Override
  public Tensor forward(Tensor x, Phase phase) {
    return x.shape().rank() == 2 ? x : x.flatten();
  }
}
