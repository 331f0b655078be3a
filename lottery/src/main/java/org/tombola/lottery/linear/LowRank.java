package org.tombola.lottery.linear;

import java.util.Arrays;
import org.tombola.nn.NamedTensor;

/// A layer's weight by its singular vectors: eigenvalues of `WWᵀ / n`, n the longer side, and what
/// is left of W in the directions of the largest.
public final class LowRank {
  private final NamedTensor weight;
  private final double[] eigenvalues; // of WWᵀ / n, descending
  private final Eigen axes; // of WWᵀ
  private final double[][] matrix; // W, the shorter side first

  private LowRank(NamedTensor weight, Eigen axes, double[][] matrix) {
    this.weight = weight;
    this.eigenvalues = Arrays.stream(axes.values()).map(x -> x / matrix[0].length).toArray();
    this.axes = axes;
    this.matrix = matrix;
  }

  /// Of any weight but an empty one; that of filters as a row each.
  public static LowRank of(NamedTensor weight) {
    UnitVectors rows = UnitVectors.of(weight);
    UnitVectors shorter = rows.units() <= rows.rows()[0].length ? rows : rows.transposed();
    return new LowRank(weight, Eigen.of(shorter.products()), shorter.rows());
  }

  /// Descending, as many as the shorter side.
  public double[] eigenvalues() {
    return eigenvalues.clone();
  }

  public int shorter() {
    return matrix.length;
  }

  public int longer() {
    return matrix[0].length;
  }

  /// The norm of the first so many directions together, per cent of the whole.
  public double normShare(int rank) {
    double part = Arrays.stream(eigenvalues).limit(rank).sum();
    return 100 * Math.sqrt(part / Arrays.stream(eigenvalues).sum());
  }

  /// Where the squared rest, over the number of directions kept, is farthest below the straight
  /// line between its ends: from there on a direction has less than their mean.
  public int elbow() {
    double mean = Arrays.stream(eigenvalues).average().orElseThrow();
    return (int) Arrays.stream(eigenvalues).filter(x -> x > mean).count();
  }

  /// The weight with these directions alone: of all matrices of that rank the nearest.
  public NamedTensor truncated(int rank) {
    double[][] kept = new double[shorter()][longer()];
    for (int a = 0; a < rank; a++) {
      double[] axis = axes.vector(a);
      double[] along = new double[longer()];
      for (int i = 0; i < shorter(); i++) {
        add(axis[i], matrix[i], along);
      }
      for (int i = 0; i < shorter(); i++) {
        add(axis[i], along, kept[i]);
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
