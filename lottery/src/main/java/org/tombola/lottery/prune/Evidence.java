package org.tombola.lottery.prune;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.tombola.engine.RandomStream;
import org.tombola.nn.Module;
import org.tombola.nn.NamedMask;
import org.tombola.nn.NamedTensor;
import org.tombola.nn.Weights;

/// What a criterion ranks by.
///
/// @param weights of the network at the moment it is pruned; pruned entries are +0
/// @param mask the entries that are ranked, and the layers in the network's order
/// @param random numbers for a layer's name, this seed and this level
/// @param probe to try the network out
public record Evidence(
    Weights weights, Mask mask, Function<String, RandomStream> random, Probe probe) {
  /// The probe's network with the weights.
  Module network() {
    Module network = probe.network();
    weights.into(network);
    return network;
  }

  /// `θ ⊙ x` as the scores of [#layers].
  ///
  /// @param x an array a layer, which is written over
  /// @param absolute whether its size counts and not its sign
  Map<String, float[]> times(List<float[]> x, boolean absolute) {
    List<String> layers = layers();
    for (int l = 0; l < layers.size(); l++) {
      NamedTensor its = weights.get(layers.get(l));
      float[] scores = x.get(l);
      for (int i = 0; i < scores.length; i++) {
        float score = its.at(i) * scores[i];
        scores[i] = absolute ? Math.abs(score) : score;
      }
    }
    return named(x);
  }

  /// Names of the layers.
  List<String> layers() {
    return mask.layers().stream().map(NamedMask::name).toList();
  }

  /// What a criterion found for each of [#layers], by its name.
  Map<String, float[]> named(List<float[]> scores) {
    var named = new LinkedHashMap<String, float[]>();
    List<String> layers = layers();
    for (int l = 0; l < layers.size(); l++) {
      named.put(layers.get(l), scores.get(l));
    }
    return named;
  }
}
