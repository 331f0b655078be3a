package org.tombola.nn.layers;

import org.tombola.engine.Tensor;
import org.tombola.nn.Module;
import org.tombola.nn.Phase;

/// `y = max(x, 0)`, any shape.
public record Relu() implements Module {
  @Override
  public Tensor forward(Tensor x, Phase phase) {
    return x.relu();
  }
}
