package org.tombola.bench.conv;

import org.tombola.bench.ladder.Accuracy;
import org.tombola.bench.ladder.Task;

/// One way to convolve.
public interface ConvRung {
  /// What this rung adds to the one before, in a few words.
  String idea();

  /// The convolution of the images `x` with the filters `w` as a task.
  Task prepare(ConvShape shape, float[] x, float[] w);

  /// The error allowed, see [Accuracy].
  default double tolerance() {
    return Accuracy.SUMS;
  }

  /// The class's name, which tells its place on the ladder.
  default String name() {
    return getClass().getSimpleName();
  }
}
