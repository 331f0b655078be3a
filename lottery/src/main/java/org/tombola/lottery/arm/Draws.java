package org.tombola.lottery.arm;

import org.tombola.engine.RandomStream;
import org.tombola.engine.Rng;
import org.tombola.nn.Weights;

/// The random numbers of one cell's start rule.
///
/// @param seed the replicate
/// @param stream names them: the arm and level
/// @param sources of initial and of redrawn weights
public record Draws(int seed, String stream, Sources sources) {
  /// The seed's initialisation.
  public Weights init() {
    return sources.init(seed);
  }

  /// A network drawn anew.
  public Weights redrawn() {
    return sources.redrawn(seed, stream);
  }

  /// Numbers for one layer.
  public RandomStream of(String layer) {
    return new Rng(seed).stream(stream + "/" + layer);
  }
}
