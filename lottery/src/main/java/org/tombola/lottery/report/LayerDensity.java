package org.tombola.lottery.report;

import java.util.SequencedMap;

/// How many weights each prunable layer keeps at one level of one arm, as fractions, mean over
/// seeds.
///
/// @param density of the whole network
/// @param layers the layers' names, from input to output, with the share each keeps
record LayerDensity(int level, double density, SequencedMap<String, Double> layers) {}
