package org.tombola.lottery.linear;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.tombola.engine.Rng;

/// Eigenvalues of a symmetric matrix that is known by its products with vectors, ascending, with
/// the share of all that each stands for.
public final class Spectrum {
  private final double[] values;
  private final double[] shares;

  private Spectrum(double[] values, double[] shares) {
    this.values = values;
    this.shares = shares;
  }

  /// A matrix known by its products with vectors.
  @FunctionalInterface
  public interface Operator {
    double[] times(double[] vector);
  }

  /// All eigenvalues: the matrix column by column, then Jacobi's rotations.
  public static Spectrum exact(int size, Operator operator) {
    double[][] matrix = new double[size][];
    for (int i = 0; i < size; i++) {
      double[] unit = new double[size];
      unit[i] = 1;
      matrix[i] = operator.times(unit);
    }
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < i; j++) {
        double mean = (matrix[i][j] + matrix[j][i]) / 2;
        matrix[i][j] = mean;
        matrix[j][i] = mean;
      }
    }
    double[] values = Eigen.diagonalised(matrix, new double[size][0]);
    double[] shares = new double[size];
    Arrays.fill(shares, 1.0 / size);
    return sorted(values, shares);
  }

  /// Lanczos's method (1950) from a random vector, every vector made orthogonal to all before: its
  /// ends are near those of the spectrum, and the squared first components of the eigenvectors of
  /// the small matrix are the shares (Golub and Welsch 1969).
  ///
  /// @param steps at most; fewer if the vectors span all there is
  public static Spectrum lanczos(int size, int steps, Operator operator, Rng seed) {
    int most = Math.min(steps, size);
    double[][] basis = new double[most][];
    double[] diagonal = new double[most];
    double[] beside = new double[most];
    double[] next = new double[size];
    var random = seed.stream("lanczos");
    Arrays.setAll(next, random::gaussian);
    double length = scaled(next);
    int count = 0;
    while (count < most && length > 1e-7) {
      basis[count] = next.clone();
      next = operator.times(basis[count]);
      diagonal[count] = UnitVectors.product(next, basis[count]);
      // Twice is enough.
      for (int again = 0; again < 2; again++) {
        for (int k = 0; k <= count; k++) {
          double along = UnitVectors.product(next, basis[k]);
          for (int i = 0; i < size; i++) {
            next[i] -= along * basis[k][i];
          }
        }
      }
      length = scaled(next);
      beside[count] = length;
      count++;
    }
    double[][] small = new double[count][count];
    for (int i = 0; i < count; i++) {
      small[i][i] = diagonal[i];
      if (i + 1 < count) {
        small[i][i + 1] = beside[i];
        small[i + 1][i] = beside[i];
      }
    }
    double[][] firsts = Eigen.identity(count, 1);
    double[] values = Eigen.diagonalised(small, firsts);
    return sorted(values, Arrays.stream(firsts).mapToDouble(of -> of[0] * of[0]).toArray());
  }

  public double top() {
    return values[values.length - 1];
  }

  public double bottom() {
    return values[0];
  }

  /// The share below a threshold, 0 to 1.
  public double below(double threshold) {
    return IntStream.range(0, values.length)
        .filter(i -> values[i] < threshold)
        .mapToDouble(i -> shares[i])
        .sum();
  }

  /// The smallest eigenvalue that at least a share of all do not exceed.
  public double quantile(double share) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += shares[i];
      if (sum >= share - 1e-9) {
        return values[i];
      }
    }
    return top();
  }

  private static Spectrum sorted(double[] values, double[] shares) {
    int[] order =
        IntStream.range(0, values.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> values[i]))
            .mapToInt(i -> i)
            .toArray();
    return new Spectrum(
        Arrays.stream(order).mapToDouble(i -> values[i]).toArray(),
        Arrays.stream(order).mapToDouble(i -> shares[i]).toArray());
  }

  /// Makes a vector one of length 1 and returns the length it had; leaves zeros.
  private static double scaled(double[] vector) {
    double length = Math.sqrt(UnitVectors.product(vector, vector));
    for (int i = 0; i < vector.length && length > 0; i++) {
      vector[i] /= length;
    }
    return length;
  }
}
