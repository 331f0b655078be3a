package org.tombola.lottery.prune;

import java.util.List;
import java.util.function.Function;
import org.tombola.engine.RandomStream;
import org.tombola.nn.NamedMask;
import org.tombola.nn.Weights;

/// How a mask shrinks: weight by weight ([Pruner]), by whole filters ([FilterPruner]), to a small
/// dense network ([Narrow]), or by whole units of many small networks.
public interface Pruning {
  /// The mask after `rounds` rounds at once: as many weights stay as after that many single rounds.
  /// A pure function; the result is within `mask`.
  ///
  /// @param trained what is ranked
  /// @param random the stream of random numbers for a name, for rankings that draw
  Mask prune(Weights trained, Mask mask, int rounds, Function<String, RandomStream> random);

  /// Looks, before anything is trained, whether the masks up to a level can be.
  ///
  /// @param levels rounds
  /// @param once whether all rounds are one
  /// @throws org.tombola.lottery.recipe.InvalidSettings if a round leaves what cannot be
  default void check(Mask dense, int levels, boolean once) {}

  /// The layers that no round touches.
  default List<NamedMask> exempt(Mask mask) {
    return List.of();
  }
}
