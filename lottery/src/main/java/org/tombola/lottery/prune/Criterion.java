package org.tombola.lottery.prune;

import java.util.function.Supplier;
import org.tombola.engine.RandomStream;
import org.tombola.nn.NamedTensor;
import org.tombola.nn.Weights;

/// How the weights of a layer are ranked for pruning: those with the lowest scores go first.
public interface Criterion {
  String name();

  /// One line for `list criteria`.
  String about();

  /// This criterion of networks that began as `init`: itself, unless it compares with that.
  default Criterion from(Supplier<Weights> init) {
    return this;
  }

  /// One score an entry, row-major. No score is NaN.
  ///
  /// @param trained the layer after training
  /// @param random numbers for this layer, this seed and this level
  float[] scores(NamedTensor trained, RandomStream random);
}
