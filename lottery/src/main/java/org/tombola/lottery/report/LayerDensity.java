package org.tombola.lottery.report;

import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// How many weights each prunable layer keeps at one level of one arm, as fractions, mean over
/// seeds.
///
/// @param density of the whole network
/// @param layers the layers' names, from input to output, with the share each keeps
/// @param empty the layers of which some seed keeps nothing: such a network is cut in two
record LayerDensity(
    int level, double density, SequencedMap<String, Double> layers, List<String> empty) {
  /// Of one seed.
  LayerDensity(int level, double density, SequencedMap<String, Double> layers) {
    this(
        level,
        density,
        layers,
        layers.entrySet().stream().filter(e -> e.getValue() == 0).map(Map.Entry::getKey).toList());
  }
}
