package org.tombola.lottery.prune;

import java.util.LinkedHashMap;
import java.util.Map;
import org.tombola.engine.RandomStream;
import org.tombola.nn.NamedMask;
import org.tombola.nn.NamedTensor;

/// A criterion that needs no more than the weights of a layer to rank them.
public interface LayerCriterion extends Criterion {
  /// One score an entry, row-major. No score is NaN.
  ///
  /// @param layer its weights when it is pruned
  /// @param random numbers for this layer, this seed and this level
  float[] scores(NamedTensor layer, RandomStream random);

  @Override
  default Map<String, float[]> scores(Evidence evidence) {
    var scores = new LinkedHashMap<String, float[]>();
    for (NamedMask layer : evidence.mask().layers()) {
      String name = layer.name();
      scores.put(name, scores(evidence.weights().get(name), evidence.random().apply(name)));
    }
    return scores;
  }
}
