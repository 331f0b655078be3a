package org.tombola.lottery.rewire;

import java.util.Arrays;
import org.tombola.engine.RandomStream;
import org.tombola.engine.Tensor;

/// L0 regularisation by hard concrete gates (Louizos, Welling and Kingma 2018): a weight is `w · z`
/// with
///
/// `z = min(1, max(0, σ((log u − log(1 − u) + s) / β) · (ζ − γ) + γ))`, u uniform in (0, 1)
///
/// (equations 10 and 11). `s` is their `log α`, and the price is how many gates are expected not to
/// be 0. Afterwards u is left out, β is 1 (equation 13), and where that is 0 the weight is pruned.
///
/// @param dropout the rate p at first, `s = log((1 − p) / p)` in all weights
record HardConcrete(double dropout) implements Gate {
  static final float BETA = 2 / 3f;
  static final float GAMMA = -0.1f;
  static final float ZETA = 1.1f;

  /// How far the expected gate is from being 0 or not: `β · log(−γ / ζ)`.
  private static final float SHIFT = (float) (BETA * StrictMath.log(-GAMMA / ZETA));

  /// Half of the step between two uniform numbers, so that none is 0.
  private static final double HALF = 0x1p-25;

  @Override
  public String name() {
    return "gate";
  }

  @Override
  public float[] first(float[] weights) {
    float[] s = new float[weights.length];
    Arrays.fill(s, (float) StrictMath.log((1 - dropout) / dropout));
    return s;
  }

  /// `log u − log(1 − u)`.
  @Override
  public float noise(RandomStream numbers, long index) {
    double u = numbers.uniform(index) + HALF;
    return (float) StrictMath.log(u / (1 - u));
  }

  @Override
  public Tensor drawn(Tensor w, Tensor s, Tensor noise) {
    return w.times(stretched(s.plus(noise).times(1 / BETA)));
  }

  @Override
  public Tensor settled(Tensor w, Tensor s) {
    Tensor z = stretched(s);
    return w.times(z).gate(z);
  }

  /// `relu(x) − relu(x − 1)` cuts at 0 and 1.
  private static Tensor stretched(Tensor logit) {
    Tensor wide = logit.sigmoid().times(ZETA - GAMMA).plus(GAMMA);
    return wide.relu().minus(wide.plus(-1).relu());
  }

  /// The sum of `P(z ≠ 0) = σ(s − β · log(−γ / ζ))` (equation 12).
  @Override
  public Tensor price(Tensor w, Tensor s) {
    return s.plus(-SHIFT).sigmoid().sum();
  }
}
