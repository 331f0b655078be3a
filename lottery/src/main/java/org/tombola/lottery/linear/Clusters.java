package org.tombola.lottery.linear;

import java.util.Arrays;
import org.tombola.engine.RandomStream;

/// Directions in groups: k-means on vectors of length 1 (Lloyd 1982), begun with centres far from
/// each other (Arthur and Vassilvitskii 2007), the best of ten runs.
public final class Clusters {
  private static final int RUNS = 10;
  private static final int ROUNDS = 100;

  private final double[][] points;
  private final double[][] centres;
  private final int[] groups;

  private Clusters(double[][] points, double[][] centres) {
    this.points = points;
    this.centres = centres;
    this.groups = nearest(points, centres);
  }

  /// So many clusters.
  ///
  /// @param directions of length 1, one at least
  /// @param count of clusters; no more than directions
  public static Clusters of(UnitVectors directions, int count, RandomStream random) {
    double[][] points = directions.rows();
    Clusters best = run(points, count, random, 0);
    for (int run = 1; run < RUNS; run++) {
      Clusters other = run(points, count, random, (long) run * count);
      best = other.spread() < best.spread() ? other : best;
    }
    return best;
  }

  private static Clusters run(double[][] points, int count, RandomStream random, long from) {
    var clusters = new Clusters(points, seeds(points, count, random, from));
    for (int round = 0; round < ROUNDS; round++) {
      var next = new Clusters(points, clusters.means());
      if (Arrays.equals(next.groups, clusters.groups)) {
        return next;
      }
      clusters = next;
    }
    return clusters;
  }

  /// Some of the points: each with a probability in proportion to its squared distance from those
  /// before.
  private static double[][] seeds(double[][] points, int count, RandomStream random, long from) {
    double[][] seeds = new double[count][];
    double[] squares = new double[points.length];
    Arrays.fill(squares, 1);
    for (int s = 0; s < count; s++) {
      double left = random.uniform(from + s) * Arrays.stream(squares).sum();
      int chosen = 0;
      while (chosen < points.length - 1 && left >= squares[chosen]) {
        left -= squares[chosen++];
      }
      seeds[s] = points[chosen];
      for (int i = 0; i < points.length; i++) {
        double square = square(points[i], seeds[s]);
        squares[i] = s == 0 ? square : Math.min(squares[i], square);
      }
    }
    return seeds;
  }

  private static int[] nearest(double[][] points, double[][] centres) {
    return Arrays.stream(points)
        .mapToInt(
            point -> {
              int best = 0;
              for (int c = 1; c < centres.length; c++) {
                best = square(point, centres[c]) < square(point, centres[best]) ? c : best;
              }
              return best;
            })
        .toArray();
  }

  /// The mean of each group; one without members stays where it was.
  private double[][] means() {
    double[][] means = new double[centres.length][];
    for (int c = 0; c < centres.length; c++) {
      double[] mean = new double[centres[c].length];
      int count = 0;
      for (int i = 0; i < points.length; i++) {
        if (groups[i] == c) {
          count++;
          for (int d = 0; d < mean.length; d++) {
            mean[d] += points[i][d];
          }
        }
      }
      for (int d = 0; d < mean.length && count > 0; d++) {
        mean[d] /= count;
      }
      means[c] = count == 0 ? centres[c] : mean;
    }
    return means;
  }

  private double spread() {
    double sum = 0;
    for (int i = 0; i < points.length; i++) {
      sum += square(points[i], centres[groups[i]]);
    }
    return sum;
  }

  private static double square(double[] a, double[] b) {
    double sum = 0;
    for (int d = 0; d < a.length; d++) {
      sum += (a[d] - b[d]) * (a[d] - b[d]);
    }
    return sum;
  }

  /// The cluster that a direction belongs to, from 0 on.
  public int group(int direction) {
    return groups[direction];
  }

  /// The direction of a cluster's centre, of length 1.
  public double[] direction(int cluster) {
    double[] centre = centres[cluster];
    double norm = Math.sqrt(UnitVectors.product(centre, centre));
    return Arrays.stream(centre).map(x -> norm == 0 ? 0 : x / norm).toArray();
  }

  /// Of a direction to the centre of its cluster, in degrees.
  public double angle(int direction) {
    double cosine = UnitVectors.product(points[direction], direction(groups[direction]));
    return StrictMath.toDegrees(StrictMath.acos(Math.clamp(cosine, -1, 1)));
  }
}
