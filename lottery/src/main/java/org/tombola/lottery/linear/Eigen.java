package org.tombola.lottery.linear;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// Eigenvalues of a symmetric matrix, largest first, each with its eigenvector of length 1.
public final class Eigen {
  private static final int SWEEPS = 60;

  private final double[] values;
  private final double[][] vectors;

  private Eigen(double[] values, double[][] vectors) {
    this.values = values;
    this.vectors = vectors;
  }

  /// By Jacobi's rotations: minutes for more than a thousand rows.
  ///
  /// @param matrix (n, n), symmetric; stays as it is
  public static Eigen of(double[][] matrix) {
    int n = matrix.length;
    double[][] axes = identity(n, n);
    double[][] copy = Arrays.stream(matrix).map(double[]::clone).toArray(double[][]::new);
    double[] values = diagonalised(copy, axes);
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -values[i]))
            .mapToInt(i -> i)
            .toArray();
    return new Eigen(
        Arrays.stream(order).mapToDouble(i -> values[i]).toArray(),
        Arrays.stream(order).mapToObj(i -> axes[i]).toArray(double[][]::new));
  }

  /// Descending.
  public double[] values() {
    return values.clone();
  }

  /// Of the k-th eigenvalue, from 0 on.
  public double[] vector(int k) {
    return vectors[k].clone();
  }

  /// The first columns of the identity.
  static double[][] identity(int size, int columns) {
    double[][] rows = new double[size][columns];
    for (int i = 0; i < columns; i++) {
      rows[i][i] = 1;
    }
    return rows;
  }

  /// The eigenvalues, by Jacobi's cyclic rotations (1846).
  ///
  /// @param a symmetric; destroyed
  /// @param vectors [#identity]; its rows become the first components of the eigenvectors, as many
  ///   as it has columns
  static double[] diagonalised(double[][] a, double[][] vectors) {
    int n = a.length;
    double whole = 0;
    for (double[] row : a) {
      whole += UnitVectors.product(row, row);
    }
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      double off = 0;
      for (int p = 0; p < n; p++) {
        for (int q = p + 1; q < n; q++) {
          off += a[p][q] * a[p][q];
          rotate(a, p, q, vectors);
        }
      }
      if (off <= 1e-24 * whole) {
        break;
      }
    }
    double[] values = new double[n];
    Arrays.setAll(values, i -> a[i][i]);
    return values;
  }

  /// Makes `a[p][q]` zero.
  private static void rotate(double[][] a, int p, int q, double[][] vectors) {
    if (a[p][q] == 0) {
      return;
    }
    double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
    double t = Math.copySign(1, theta) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
    double c = 1 / Math.sqrt(t * t + 1);
    double s = t * c;
    turn(a[p], a[q], c, s);
    for (double[] row : a) {
      double x = row[p];
      double y = row[q];
      row[p] = c * x - s * y;
      row[q] = s * x + c * y;
    }
    turn(vectors[p], vectors[q], c, s);
  }

  private static void turn(double[] p, double[] q, double c, double s) {
    for (int k = 0; k < p.length; k++) {
      double x = p[k];
      double y = q[k];
      p[k] = c * x - s * y;
      q[k] = s * x + c * y;
    }
  }
}
