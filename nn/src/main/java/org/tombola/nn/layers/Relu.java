package org.tombola.nn.layers;

import org.tombola.engine.Tensor;
import org.tombola.nn.Activations;
import org.tombola.nn.Module;
import org.tombola.nn.Names;
import org.tombola.nn.Phase;

/// `y = max(x, 0)`, any shape.
///
/// @param after the layer whose output it takes, for those who watch [Activations]
public record Relu(Names after) implements Module {
  @Override
  public Tensor forward(Tensor x, Phase phase) {
    return Activations.show(after.path(), x.relu());
  }
}
