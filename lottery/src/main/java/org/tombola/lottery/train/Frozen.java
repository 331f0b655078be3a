package org.tombola.lottery.train;

import org.tombola.nn.Parameter;

/// A parameter of which only some entries are trained: after each step the others are put back, so
/// that neither weight decay nor momentum moves them.
final class Frozen {
  private final Parameter parameter;
  private final boolean[] trained;
  private final float[] start;

  Frozen(Parameter parameter, boolean[] trained) {
    this.parameter = parameter;
    this.trained = trained;
    this.start = parameter.toArray();
  }

  void restore() {
    float[] now = parameter.toArray();
    for (int i = 0; i < now.length; i++) {
      now[i] = trained[i] ? now[i] : start[i];
    }
    parameter.write(now);
  }
}
