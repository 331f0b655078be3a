package org.tombola.lottery.prune;

import java.util.Map;

/// How the weights of a network are ranked for pruning: those with the lowest scores go first. One
/// that looks at a layer at a time is a [LayerCriterion].
public interface Criterion {
  String name();

  /// One line for `list criteria`.
  String about();

  /// By name of layer, one score an entry, row-major. Those of entries that the mask keeps are
  /// finite numbers; what stands at the others does not matter.
  Map<String, float[]> scores(Evidence evidence);
}
