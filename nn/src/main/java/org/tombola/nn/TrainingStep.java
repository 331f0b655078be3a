package org.tombola.nn;

import java.util.function.Supplier;
import org.tombola.engine.EngineException;
import org.tombola.engine.Rng;

/// The step of a training that a network computes in, for layers that draw random numbers anew in
/// every step. A layer keeps nothing between calls, so it is told: lexically, as recording on a
/// tape is, for what happens inside [#run] on the thread that called it.
///
/// A layer's numbers are a function of the seed, its name, the step and the index alone: the same
/// however many threads compute, and after a resumed training as in one that was never interrupted.
///
/// @param seed of the training
/// @param number of the step, at least 0
public record TrainingStep(Rng seed, long number) {
  private static final ScopedValue<TrainingStep> CURRENT = ScopedValue.newInstance();

  /// Computes something in this step.
  public <T> T run(Supplier<T> body) {
    return ScopedValue.where(CURRENT, this).call(body::get);
  }

  /// The step that is being computed.
  ///
  /// @param layer who asks, for the message
  /// @throws EngineException outside of any
  public static TrainingStep current(String layer) {
    if (!CURRENT.isBound()) {
      throw new EngineException(
          "%s draws random numbers in training: call forward inside TrainingStep.run"
              .formatted(layer));
    }
    return CURRENT.get();
  }
}
