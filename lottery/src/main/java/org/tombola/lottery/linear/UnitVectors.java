package org.tombola.lottery.linear;

import java.util.Arrays;
import org.tombola.nn.NamedTensor;

/// What the units of a layer read, a vector each: the rows of its weight; of a filter all its
/// channels and places.
public final class UnitVectors {
  private final double[][] rows; // (units, inputs)

  /// @param rows a vector each, all of one length
  public UnitVectors(double[][] rows) {
    this.rows = rows;
  }

  public static UnitVectors of(NamedTensor weight) {
    int units = weight.shape().dim(0);
    int inputs = weight.shape().size() / units;
    double[][] rows = new double[units][inputs];
    for (int u = 0; u < units; u++) {
      for (int i = 0; i < inputs; i++) {
        rows[u][i] = weight.at(u * inputs + i);
      }
    }
    return new UnitVectors(rows);
  }

  /// (units, inputs).
  public double[][] rows() {
    return rows;
  }

  public int units() {
    return rows.length;
  }

  /// What the inputs give, a vector each: (inputs, units).
  public UnitVectors transposed() {
    double[][] columns = new double[rows[0].length][rows.length];
    for (int i = 0; i < columns.length; i++) {
      for (int u = 0; u < rows.length; u++) {
        columns[i][u] = rows[u][i];
      }
    }
    return new UnitVectors(columns);
  }

  public double[] norms() {
    return Arrays.stream(rows).mapToDouble(row -> Math.sqrt(product(row, row))).toArray();
  }

  /// The same with length 1, those of pruned units left out.
  public UnitVectors directions() {
    double[] norms = norms();
    double[][] directions = new double[rows.length][];
    int count = 0;
    for (int u = 0; u < rows.length; u++) {
      double norm = norms[u];
      if (norm > 0) {
        directions[count++] = Arrays.stream(rows[u]).map(x -> x / norm).toArray();
      }
    }
    return new UnitVectors(Arrays.copyOf(directions, count));
  }

  /// All inner products, (units, units).
  public double[][] products() {
    double[][] products = new double[rows.length][rows.length];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j <= i; j++) {
        products[i][j] = product(rows[i], rows[j]);
        products[j][i] = products[i][j];
      }
    }
    return products;
  }

  /// The inner product of two vectors of one length.
  public static double product(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
