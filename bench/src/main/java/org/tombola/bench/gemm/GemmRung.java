package org.tombola.bench.gemm;

import org.tombola.bench.ladder.Task;

/// One way to multiply two square matrices.
public interface GemmRung {
  /// What this rung adds to the one before, in a few words.
  String idea();

  /// `C = A · B`: three row-major matrices of `n` rows and columns, `c` overwritten.
  void multiply(int n, float[] a, float[] b, float[] c);

  /// The largest `n` anyone would want to wait for.
  default int patience() {
    return Integer.MAX_VALUE;
  }

  /// The product of `a` and `b` as a task. A rung that keeps matrices in memory of its own copies
  /// them here, outside of what is timed.
  default Task prepare(int n, float[] a, float[] b) {
    float[] c = new float[n * n];
    return new Task(() -> multiply(n, a, b, c), () -> c);
  }

  /// The class's name, which tells its place on the ladder.
  default String name() {
    return getClass().getSimpleName();
  }
}
