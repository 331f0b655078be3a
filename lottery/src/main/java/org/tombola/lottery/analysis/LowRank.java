package org.tombola.lottery.analysis;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.tombola.nn.NamedTensor;

/// A layer's weight by its singular vectors: eigenvalues of `WWᵀ / n`, n the longer side, and what
/// is left of W in the directions of the largest.
final class LowRank {
  private final NamedTensor weight;
  private final double[] eigenvalues; // descending
  private final double[][] matrix; // W, the shorter side first
  private final double[][] axes; // an eigenvector each, (shorter, shorter)

  private LowRank(NamedTensor weight, double[] eigenvalues, double[][] matrix, double[][] axes) {
    this.weight = weight;
    this.eigenvalues = eigenvalues;
    this.matrix = matrix;
    this.axes = axes;
  }

  static LowRank of(NamedTensor weight) {
    UnitVectors rows = UnitVectors.of(weight);
    UnitVectors shorter = rows.units() <= rows.rows()[0].length ? rows : rows.transposed();
    double[][] products = shorter.products();
    int m = products.length;
    double[][] axes = Spectrum.identity(m, m);
    double[] values = Spectrum.diagonalised(products, axes);
    int[] order =
        IntStream.range(0, m)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -values[i]))
            .mapToInt(i -> i)
            .toArray();
    int n = shorter.rows()[0].length;
    return new LowRank(
        weight,
        Arrays.stream(order).mapToDouble(i -> values[i] / n).toArray(),
        shorter.rows(),
        Arrays.stream(order).mapToObj(i -> axes[i]).toArray(double[][]::new));
  }

  /// Descending, as many as the shorter side.
  double[] eigenvalues() {
    return eigenvalues;
  }

  int shorter() {
    return matrix.length;
  }

  int longer() {
    return matrix[0].length;
  }

  /// The norm of the first so many directions together, per cent of the whole.
  double normShare(int rank) {
    double part = Arrays.stream(eigenvalues).limit(rank).sum();
    return 100 * Math.sqrt(part / Arrays.stream(eigenvalues).sum());
  }

  /// Where the squared rest, over the number of directions kept, is farthest below the straight
  /// line between its ends: from there on a direction has less than their mean.
  int elbow() {
    double mean = Arrays.stream(eigenvalues).average().orElseThrow();
    return (int) Arrays.stream(eigenvalues).filter(x -> x > mean).count();
  }

  /// The weight with these directions alone: of all matrices of that rank the nearest.
  NamedTensor truncated(int rank) {
    double[][] kept = new double[shorter()][longer()];
    for (int a = 0; a < rank; a++) {
      double[] along = new double[longer()];
      for (int i = 0; i < shorter(); i++) {
        add(axes[a][i], matrix[i], along);
      }
      for (int i = 0; i < shorter(); i++) {
        add(axes[a][i], along, kept[i]);
      }
    }
    UnitVectors vectors = new UnitVectors(kept);
    boolean turned = weight.shape().dim(0) != shorter();
    double[][] rows = (turned ? vectors.transposed() : vectors).rows();
    float[] values = new float[weight.shape().size()];
    int inputs = rows[0].length;
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) rows[i / inputs][i % inputs];
    }
    return NamedTensor.of(weight.name(), weight.shape(), values);
  }

  private static void add(double factor, double[] vector, double[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] += factor * vector[i];
    }
  }
}
