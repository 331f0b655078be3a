package org.tombola.nn.optim;

import org.tombola.nn.BadSetting;
import org.tombola.nn.Parameter;
import org.tombola.nn.Role;

/// The ranges that both optimisers check, and what both decay.
final class Checks {
  private Checks() {}

  /// For one step: 0 is allowed, since a warm-up starts there.
  static void learningRate(float rate) {
    BadSetting.unless(
        rate >= 0 && Float.isFinite(rate), "learning rate", rate, "at least 0 and finite");
  }

  static void weightDecay(float decay) {
    BadSetting.unless(
        decay >= 0 && Float.isFinite(decay), "weight decay", decay, "at least 0 and finite");
  }

  /// How much of the weight decay a parameter has: all of it, but a gate none.
  static float decay(Parameter parameter, float decay) {
    return parameter.role() == Role.GATE ? 0 : decay;
  }
}
