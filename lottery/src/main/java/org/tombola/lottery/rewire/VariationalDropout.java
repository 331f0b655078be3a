package org.tombola.lottery.rewire;

import org.tombola.engine.RandomStream;
import org.tombola.engine.Tensor;

/// Sparse variational dropout (Molchanov, Ashukha and Vetrov 2017): a weight is `w + σ · ε`, which
/// is `w · (1 + √α · ε)`, with ε from N(0, 1) and `α = σ² / w²`. Trained are w and `s = log σ²`
/// (their additive noise, section 4.2). The price is the divergence from a log-uniform prior; where
/// it has led to `log α ≥ 3`, which is dropout at a rate of 95 %, the weight is pruned.
///
/// @param dropout the rate p at first, `α = p / (1 − p)` in all weights
record VariationalDropout(double dropout) implements Gate {
  static final float K1 = 0.63576f;
  static final float K2 = 1.87320f;
  static final float K3 = 1.48695f;

  /// `log α` from which on a weight is pruned (section 5.3).
  static final float PRUNED = 3;

  /// Keeps the logarithm of a weight of 0 finite (Gale et al. 2019, released code).
  private static final float NO_LOG_OF_ZERO = 1e-8f;

  @Override
  public String name() {
    return "log-variance";
  }

  @Override
  public float[] first(float[] weights) {
    double logAlpha = StrictMath.log(dropout / (1 - dropout));
    float[] s = new float[weights.length];
    for (int i = 0; i < s.length; i++) {
      double square = (double) weights[i] * weights[i];
      s[i] = (float) (logAlpha + StrictMath.log(square + NO_LOG_OF_ZERO));
    }
    return s;
  }

  @Override
  public float noise(RandomStream numbers, long index) {
    return (float) numbers.gaussian(index);
  }

  @Override
  public Tensor drawn(Tensor w, Tensor s, Tensor noise) {
    return w.plus(s.times(0.5f).exp().times(noise));
  }

  @Override
  public Tensor settled(Tensor w, Tensor s) {
    return w.gate(logAlpha(w, s).neg().plus(PRUNED));
  }

  private static Tensor logAlpha(Tensor w, Tensor s) {
    return s.minus(w.square().plus(NO_LOG_OF_ZERO).log());
  }

  /// The sum of `k₁ − k₁ · σ(k₂ + k₃ · log α) + ½ log(1 + 1/α)`: their approximation of the
  /// divergence (equation 14) but for a constant, so that noise without end costs nothing.
  @Override
  public Tensor price(Tensor w, Tensor s) {
    Tensor x = logAlpha(w, s);
    Tensor bounded = x.times(K3).plus(K2).neg().sigmoid().times(K1);
    return bounded.plus(x.neg().softplus().times(0.5f)).sum();
  }
}
