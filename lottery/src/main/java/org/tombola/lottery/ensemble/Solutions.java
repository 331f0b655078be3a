package org.tombola.lottery.ensemble;

import org.tombola.nn.Phase;

/// How many networks of an ensemble have learnt their points, by the two notions of Frankle and
/// Carbin's first version of 2018, section 2. Fractions.
///
/// @param points on the right side of the decision boundary, by their shares, mean over networks
/// @param boundary networks with every point they have on the right side
/// @param zeroLoss networks whose output is off by less than [#NEAR] at every point
public record Solutions(double points, double boundary, double zeroLoss) {
  /// How far an output `sigmoid(z)` may be from 0 or 1 to count as there.
  public static final double NEAR = 0.05;

  /// Looks at every network at every point.
  public static Solutions of(Ensemble networks, Points at) {
    float[] z = networks.forward(at.inputs(), Phase.EVAL).toArray(); // (N, T)
    float[] y = at.targets().toArray();
    float[] shares = at.shares().toArray(); // (N, T) or (N, 1)
    int count = z.length / y.length;
    double right = 0;
    int solved = 0;
    int zero = 0;
    for (int t = 0; t < count; t++) {
      boolean sides = true;
      boolean near = true;
      for (int n = 0; n < y.length; n++) {
        double share = shares[shares.length == y.length ? n : n * count + t];
        double logit = z[n * count + t];
        boolean side = (logit > 0) == (y[n] > 0.5f);
        right += side ? share : 0;
        sides &= side || share == 0;
        near &= share == 0 || Math.abs(1 / (1 + StrictMath.exp(-logit)) - y[n]) < NEAR;
      }
      solved += sides ? 1 : 0;
      zero += near ? 1 : 0;
    }
    return new Solutions(right / count, (double) solved / count, (double) zero / count);
  }
}
