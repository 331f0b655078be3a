package org.tombola.lottery.arm;

import java.nio.file.Path;
import org.tombola.lottery.prune.Mask;
import org.tombola.lottery.prune.Pruning;
import org.tombola.lottery.recipe.ArmSettings;
import org.tombola.lottery.recipe.Moment;
import org.tombola.nn.Weights;
import org.tombola.nn.WeightsException;
import org.tombola.nn.optim.OptimizerState;

/// What an arm may build a start from.
public interface Sources {
  /// The network's initialisation θ₀ for a seed, the same for every arm.
  Weights init(int seed);

  /// Weights drawn from the same distribution by a stream of their own.
  ///
  /// @param stream names the draw, for example `reinit/level-3`
  Weights redrawn(int seed, String stream);

  /// The weights of a finished cell at a moment of its training.
  Weights weights(Cell cell, Moment at);

  /// The running averages of a finished cell's optimiser at a moment of its training.
  OptimizerState optimizer(Cell cell, Moment at);

  /// The mask of a finished cell.
  Mask mask(Cell cell);

  /// The mask of a file, which may be another run's.
  ///
  /// @throws WeightsException if it cannot be read or is of another network
  default Mask mask(Path file) {
    Mask mask = Mask.read(file);
    try {
      mask.requireLike(dense());
    } catch (WeightsException e) {
      throw new WeightsException(file + ": " + e.getMessage(), e);
    }
    return mask;
  }

  /// All ones.
  Mask dense();

  /// How a round shrinks a mask.
  ///
  /// @param arm whose mask it is
  /// @param seed the replicate, on whose data a criterion may look
  Pruning pruning(ArmSettings arm, int seed);
}
