package org.tombola.lottery.arm;

import org.tombola.lottery.prune.Mask;
import org.tombola.lottery.prune.Pruner;
import org.tombola.nn.Weights;

/// What an arm may build a start from.
public interface Sources {
  /// The network's initialisation θ₀ for a seed, the same for every arm.
  Weights init(int seed);

  /// Weights drawn from the same distribution by a stream of their own.
  ///
  /// @param stream names the draw, for example `reinit/level-3`
  Weights redrawn(int seed, String stream);

  /// The weights at the end of a finished cell's training.
  Weights trained(Cell cell);

  /// The mask of a finished cell.
  Mask mask(Cell cell);

  /// All ones.
  Mask dense();

  Pruner pruner();
}
