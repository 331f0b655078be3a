package org.tombola.kernels.cpu;

import org.jspecify.annotations.Nullable;
import org.tombola.engine.spi.AdamStep;
import org.tombola.engine.spi.SgdStep;

/// The optimisers' steps over the weights that are left, in place: the arithmetic of [Sgd] and
/// [Adam], a number at a time, so that the bits are theirs.
final class SparseSteps {
  private SparseSteps() {}

  /// The three forms of [Sgd] for `at[from .. to)`.
  static void sgd(
      SgdStep step, float[] dw, float @Nullable [] v, float[] w, int[] at, int from, int to) {
    float lr = -step.lr();
    float decay = step.weightDecay();
    float mu = step.momentum();
    for (int j = from; j < to; j++) {
      int i = at[j];
      float change = Math.fma(decay, w[i], dw[i]);
      if (v != null) {
        float velocity = Math.fma(mu, v[i], change);
        v[i] = velocity;
        change = step.nesterov() ? Math.fma(mu, velocity, change) : velocity;
      }
      w[i] = Math.fma(lr, change, w[i]);
    }
  }

  /// [Adam] for `at[from .. to)`.
  static void adam(
      AdamStep s, float[] dw, float[] m, float[] v, float[] w, int[] at, int from, int to) {
    float rest1 = 1 - s.beta1();
    float rest2 = 1 - s.beta2();
    float rate = -s.correctedRate();
    float correction = s.rootCorrection();
    for (int j = from; j < to; j++) {
      int i = at[j];
      float g = Math.fma(s.weightDecay(), w[i], dw[i]);
      m[i] = Math.fma(s.beta1(), m[i], rest1 * g);
      v[i] = Math.fma(s.beta2(), v[i], rest2 * g * g);
      float root = (float) Math.sqrt(v[i]);
      float scale = rate / Math.fma(correction, root, s.epsilon());
      w[i] = Math.fma(scale, m[i], w[i]);
    }
  }
}
