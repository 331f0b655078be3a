package org.tombola.nn;

import org.tombola.engine.RandomStream;
import org.tombola.engine.Shape;

/// A random matrix with orthonormal rows, or columns if there are fewer of them, uniformly among
/// all such matrices (Saxe et al. 2014): normal numbers made orthogonal by Gram and Schmidt.
///
/// A tensor of more axes is the matrix of its first axis and the others together. With `k` the
/// shorter side and `m` the longer, `2·k²·m` flops.
final class Orthogonal {
  private Orthogonal() {}

  /// Row-major.
  static float[] draw(Shape shape, RandomStream stream) {
    int rows = shape.dim(0);
    int columns = shape.size() / rows;
    boolean tall = rows > columns;
    double[][] vectors = new double[Math.min(rows, columns)][Math.max(rows, columns)];
    float[] values = new float[shape.size()];
    for (int i = 0; i < values.length; i++) {
      int row = i / columns;
      int column = i % columns;
      vectors[tall ? column : row][tall ? row : column] = stream.gaussian(i);
    }
    orthonormalise(vectors);
    for (int i = 0; i < values.length; i++) {
      int row = i / columns;
      int column = i % columns;
      values[i] = (float) vectors[tall ? column : row][tall ? row : column];
    }
    return values;
  }

  /// Modified Gram-Schmidt: each vector loses its part along those before it, one at a time.
  private static void orthonormalise(double[][] vectors) {
    for (int i = 0; i < vectors.length; i++) {
      for (int j = 0; j < i; j++) {
        add(-dot(vectors[i], vectors[j]), vectors[j], vectors[i]);
      }
      double length = Math.sqrt(dot(vectors[i], vectors[i]));
      for (int k = 0; k < vectors[i].length; k++) {
        vectors[i][k] /= length;
      }
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }

  /// `to += factor · x`.
  private static void add(double factor, double[] x, double[] to) {
    for (int k = 0; k < to.length; k++) {
      to[k] += factor * x[k];
    }
  }
}
