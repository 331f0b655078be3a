package org.tombola.lottery.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SequencedMap;

/// Warnings of layers that pruning left without a weight, as one ranking over all layers can: what
/// comes after them learns nothing any more, whatever the accuracies seem to say (Tanaka et al.
/// 2020, "layer collapse").
final class Collapse {
  private Collapse() {}

  /// A sentence for every arm and level at which layers are empty for the first time.
  static List<String> sentences(SequencedMap<String, List<LayerDensity>> arms) {
    var said = new ArrayList<String>();
    arms.forEach(
        (arm, levels) -> {
          var known = new HashSet<String>();
          for (LayerDensity level : levels) {
            List<String> fresh = level.empty().stream().filter(known::add).toList();
            if (!fresh.isEmpty()) {
              said.add(
                  "Layer collapse: in %s no weight is left of %s from %s %% on."
                      .formatted(
                          arm, String.join(", ", fresh), Scale.percent(100 * level.density())));
            }
          }
        });
    return List.copyOf(said);
  }
}
