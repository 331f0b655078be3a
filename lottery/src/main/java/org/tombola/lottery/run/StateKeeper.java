package org.tombola.lottery.run;

import java.nio.file.Files;
import java.util.Optional;
import java.util.SortedSet;
import org.tombola.lottery.prune.Mask;
import org.tombola.lottery.train.Listener;
import org.tombola.nn.Weights;
import org.tombola.nn.optim.OptimizerState;

/// Saves the states of a training that other cells start from.
///
/// @param folder of the cell
/// @param steps after which the state is wanted
record StateKeeper(CellFolder folder, SortedSet<Integer> steps) implements Listener {
  @Override
  public boolean wantsState(int step) {
    return steps.contains(step);
  }

  @Override
  public void atState(int step, Weights weights, OptimizerState optimizer, Optional<Mask> mask) {
    folder.state(step).write(step, weights, optimizer, mask);
  }

  /// The last step up to `step` whose state is not there; 0 if all are.
  int missing(int step) {
    return steps.stream()
        .filter(s -> s <= step && !Files.exists(folder.state(s).path()))
        .mapToInt(Integer::intValue)
        .max()
        .orElse(0);
  }

  /// Whether every state is there.
  boolean hasAll() {
    return missing(Integer.MAX_VALUE) == 0;
  }
}
