package org.tombola.nn.layers;

import java.util.stream.Stream;
import org.tombola.engine.Tensor;
import org.tombola.nn.Module;
import org.tombola.nn.Phase;

/// A normalisation and the ReLU after it, as one: in training they share their passes over memory.
public record BatchNormRelu(BatchNorm2d norm) implements Module {
  @Override
  public Tensor forward(Tensor x, Phase phase) {
    return norm.relu(x, phase);
  }

  @Override
  public Stream<Module> children() {
    return Stream.of(norm);
  }
}
