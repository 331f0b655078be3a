package org.tombola.lottery.linear;

import java.util.Arrays;

/// A map of points of which only the distances are known: classical multidimensional scaling
/// (Torgerson 1952; Gower 1966). With squared distances D² and `J = I − 1/n`, the eigenvectors of
/// `B = −½ · J D² J`, each as long as the root of its eigenvalue, are coordinates. Distances of
/// points in a plane come out as they were; others as near as in the plane in which the points lie
/// farthest apart.
///
/// Where a map is turned or mirrored its distances are the same: here the coordinate of each axis
/// that is largest in size is positive, so that a map comes out the same every time.
public final class ClassicalScaling {
  private final Eigen axes;

  private ClassicalScaling(Eigen axes) {
    this.axes = axes;
  }

  /// The map of points with these distances.
  ///
  /// @param distances (n, n), symmetric, zeros on the diagonal; n ≥ 1
  public static ClassicalScaling of(double[][] distances) {
    int n = distances.length;
    double[][] b = new double[n][n];
    double[] means = new double[n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        b[i][j] = -distances[i][j] * distances[i][j] / 2;
        means[i] += b[i][j] / n;
      }
    }
    double mean = Arrays.stream(means).average().orElse(0);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        b[i][j] += mean - means[i] - means[j];
      }
    }
    return new ClassicalScaling(Eigen.of(b));
  }

  /// Each point's coordinate on an axis, 0 being the one along which they lie farthest apart; zeros
  /// where there is no such axis.
  public double[] coordinates(int axis) {
    int points = axes.values().length;
    double size = axis < points ? Math.sqrt(Math.max(0, axes.values()[axis])) : 0;
    double[] along = axis < points ? axes.vector(axis) : new double[points];
    double largest = 0;
    for (double x : along) {
      largest = Math.abs(x) > Math.abs(largest) + 1e-9 ? x : largest;
    }
    double scale = Math.copySign(size, largest);
    return Arrays.stream(along).map(x -> scale * x).toArray();
  }

  /// How much of all squared distances a map of so many axes has, 0 to 1; 1 if all points are one.
  public double share(int count) {
    double[] values = Arrays.stream(axes.values()).map(x -> Math.max(0, x)).toArray();
    double all = Arrays.stream(values).sum();
    return all == 0 ? 1 : Arrays.stream(values).limit(count).sum() / all;
  }
}
