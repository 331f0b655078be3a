package org.tombola.nn.layers;

import org.tombola.engine.Tensor;
import org.tombola.nn.BadSetting;
import org.tombola.nn.Module;
import org.tombola.nn.Names;
import org.tombola.nn.Phase;
import org.tombola.nn.TrainingStep;

/// In training zeroes each element with probability `p` and divides the others by `1 − p`, so that
/// nothing is left to do in evaluation (Srivastava et al. 2014, section 10, inverted form). Any
/// shape. Each step of a training has its own zeros, see [TrainingStep]; their stream is
/// `dropout/<name>`.
///
/// With the mask `m` of zeros and `1 / (1 − p)` it is `y = m ⊙ x`, and `dx = m ⊙ dy`.
///
/// @param after the layer whose output it takes, which names the stream
/// @param p at least 0 and below 1
public record Dropout(Names after, float p) implements Module {
  public Dropout {
    BadSetting.unless(p >= 0 && p < 1, "the dropout rate", p, "at least 0 and below 1");
  }

  /// @throws org.tombola.engine.EngineException in training outside of a [TrainingStep]
  @Override
  public Tensor forward(Tensor x, Phase phase) {
    if (phase == Phase.EVAL || p == 0) {
      return x;
    }
    String name = "dropout/" + after.path();
    TrainingStep step = TrainingStep.current(name);
    return x.dropout(p, step.seed().stream(name), step.number());
  }
}
