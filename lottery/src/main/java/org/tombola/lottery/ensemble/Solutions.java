package org.tombola.lottery.ensemble;

import org.tombola.nn.Phase;

/// How many networks of an ensemble have learnt their points, by the two notions of Frankle and
/// Carbin's first version of 2018, section 2. Fractions.
///
/// @param points of all networks together, on the right side of the decision boundary
/// @param boundary networks with every point on the right side
/// @param zeroLoss networks whose output is off by less than [#NEAR] at every point
public record Solutions(double points, double boundary, double zeroLoss) {
  /// How far an output `sigmoid(z)` may be from 0 or 1 to count as there.
  public static final double NEAR = 0.05;

  /// Looks at every network at every point.
  public static Solutions of(Ensemble networks, Points at) {
    float[] z = networks.forward(at.inputs(), Phase.EVAL).toArray(); // (N, T)
    float[] y = at.targets().toArray();
    int count = z.length / y.length;
    int right = 0;
    int solved = 0;
    int zero = 0;
    for (int t = 0; t < count; t++) {
      int sides = 0;
      int near = 0;
      for (int n = 0; n < y.length; n++) {
        double logit = z[n * count + t];
        sides += (logit > 0) == (y[n] > 0.5f) ? 1 : 0;
        near += Math.abs(1 / (1 + StrictMath.exp(-logit)) - y[n]) < NEAR ? 1 : 0;
      }
      right += sides;
      solved += sides == y.length ? 1 : 0;
      zero += near == y.length ? 1 : 0;
    }
    return new Solutions((double) right / z.length, (double) solved / count, (double) zero / count);
  }
}
