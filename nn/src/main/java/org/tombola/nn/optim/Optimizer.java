package org.tombola.nn.optim;

import org.tombola.engine.Gradients;
import org.tombola.nn.BadSetting;
import org.tombola.nn.WeightsException;

/// Changes parameters, in place, so that the loss goes down.
///
/// Belongs to the parameters it was made for and keeps state for each, on the parameter's backend
/// and outside any workspace. The learning rate comes with every step, from a [Schedule]. Entries
/// pruned by a parameter's mask are exactly +0 after every step, in the weights and in the state.
public interface Optimizer {
  /// One step on every parameter.
  ///
  /// @throws BadSetting unless the learning rate is at least 0 and finite
  /// @throws org.tombola.engine.EngineException if the loss does not depend on one of the
  ///   parameters
  void step(Gradients gradients, float learningRate);

  /// All that must be saved to go on later as if nothing had happened.
  OptimizerState state();

  /// Goes on from a saved state.
  ///
  /// @throws WeightsException unless it is the state of this kind of optimiser for parameters of
  ///   the same names and shapes; nothing is changed then
  void restore(OptimizerState state);
}
