package org.tombola.nn.optim;

import org.tombola.nn.BadSetting;

/// The range that both optimisers check.
final class Checks {
  private Checks() {}

  /// For one step: 0 is allowed, since a warm-up starts there.
  static void learningRate(float rate) {
    BadSetting.unless(
        rate >= 0 && Float.isFinite(rate), "learning rate", rate, "at least 0 and finite");
  }
}
