package org.tombola.lottery.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import org.tombola.lottery.prune.Mask;
import org.tombola.nn.Entry;
import org.tombola.nn.NamedTensor;
import org.tombola.nn.SafeTensors;
import org.tombola.nn.Weights;
import org.tombola.nn.WeightsException;
import org.tombola.nn.optim.OptimizerState;

/// `state-<step>.safetensors` in a cell's folder: weights, running statistics and the optimiser's
/// averages after a step, for whoever starts from there. Appears whole, by rename.
///
/// Tensors are `network.<name>` and `optimizer.<name>` and, where the mask changes during training,
/// `mask.<name>`; the metadata hold `step` and `optimizer-steps`.
///
/// @param path the file
record RewindPoint(Path path) {
  private static final String NETWORK = "network.";
  private static final String OPTIMIZER = "optimizer.";
  private static final String MASK = "mask.";
  private static final String STEPS = "optimizer-steps";

  void write(int step, Weights weights, OptimizerState optimizer, Optional<Mask> mask) {
    var tensors = new ArrayList<NamedTensor>();
    CheckpointFile.put(NETWORK, weights, tensors);
    CheckpointFile.put(OPTIMIZER, optimizer.tensors(), tensors);
    var metadata = Map.of("step", Integer.toString(step), STEPS, Long.toString(optimizer.steps()));
    var entries = new ArrayList<Entry>(tensors);
    mask.ifPresent(its -> CheckpointFile.put(MASK, its, entries));
    SafeTensors.of(entries, metadata).write(path);
  }

  /// The mask then, if it is one that changes during training.
  ///
  /// @throws WeightsException if the file cannot be read
  Optional<Mask> mask() {
    return CheckpointFile.takeMask(MASK, SafeTensors.read(path));
  }

  /// @throws WeightsException if the file cannot be read
  Weights weights() {
    return CheckpointFile.take(NETWORK, SafeTensors.read(path));
  }

  /// @throws WeightsException if the file cannot be read, or says no number of steps
  OptimizerState optimizer() {
    SafeTensors file = SafeTensors.read(path);
    String steps = file.metadata().getOrDefault(STEPS, "missing");
    if (!steps.matches("[0-9]{1,18}")) {
      throw new WeightsException(
          "%s: metadata '%s' is %s, expected a number".formatted(path, STEPS, steps));
    }
    return new OptimizerState(Long.parseLong(steps), CheckpointFile.take(OPTIMIZER, file));
  }
}
