package org.tombola.lottery.train;

import org.tombola.engine.Tensor;
import org.tombola.engine.spi.Kind;
import org.tombola.engine.spi.Storage;
import org.tombola.nn.Parameter;

/// A parameter of which only some entries are trained: after each step the others are put back, so
/// that neither weight decay nor momentum moves them.
final class Frozen {
  private final Parameter parameter;
  private final boolean[] trained;
  private final float[] start;
  private final Storage ones;

  Frozen(Parameter parameter, boolean[] trained) {
    this.parameter = parameter;
    this.trained = trained;
    this.start = parameter.toArray();
    this.ones = parameter.tensor().backend().allocate(Kind.PLAIN, parameter.shape());
    float[] ones = new float[trained.length];
    for (int i = 0; i < ones.length; i++) {
      ones[i] = trained[i] ? 1 : 0;
    }
    this.ones.write(ones);
  }

  Parameter parameter() {
    return parameter;
  }

  /// 1 where an entry is trained and 0 where it stands still, on the parameter's backend.
  Tensor ones() {
    return Tensor.wrap(ones);
  }

  void restore() {
    float[] now = parameter.toArray();
    for (int i = 0; i < now.length; i++) {
      now[i] = trained[i] ? now[i] : start[i];
    }
    parameter.write(now);
  }
}
