package org.tombola.nn;

import java.util.stream.Stream;
import org.tombola.engine.Tensor;

/// A function with parameters: a layer, or a network made of layers.
public interface Module {
  /// The output for a batch. What shapes are accepted is each module's own to say.
  ///
  /// @throws org.tombola.engine.EngineException if `x` does not fit
  Tensor forward(Tensor x, Phase phase);

  /// Every parameter once, always in the same order: inputs' side first, weight before bias.
  Stream<Parameter> parameters();
}
