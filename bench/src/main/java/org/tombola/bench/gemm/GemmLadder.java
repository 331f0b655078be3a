package org.tombola.bench.gemm;

import java.util.List;
import java.util.Random;
import org.tombola.bench.ladder.Accuracy;
import org.tombola.bench.ladder.Task;

/// The rungs in order, and the product in double precision that each is checked against.
public final class GemmLadder {
  private GemmLadder() {}

  /// The rungs, lowest first.
  public static List<GemmRung> rungs() {
    return List.of(
        new Gemm0Naive(),
        new Gemm1Ikj(),
        new Gemm2Blocked(),
        new Gemm3Vector(),
        new Gemm4Packed(),
        new Gemm5Shipped());
  }

  /// Multiply-adds count two.
  public static double flops(int n) {
    return 2.0 * n * n * n;
  }

  /// `n · n` numbers between -1 and 1.
  public static float[] matrix(int n, long seed) {
    float[] matrix = new float[n * n];
    Random random = new Random(seed);
    for (int i = 0; i < matrix.length; i++) {
      matrix[i] = 2 * random.nextFloat() - 1;
    }
    return matrix;
  }

  /// The rung's product of two random matrices, run once and found right.
  ///
  /// @throws IllegalStateException if it is wrong
  public static Task checked(GemmRung rung, int n) {
    float[] a = matrix(n, 1);
    float[] b = matrix(n, 2);
    Task task = rung.prepare(n, a, b);
    task.run().run();
    double error = Accuracy.error(product(n, a, b), task.result().get());
    Accuracy.require(rung.name() + " at n = " + n, error, Accuracy.SUMS);
    return task;
  }

  private static double[] product(int n, float[] a, float[] b) {
    double[] c = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < n; k++) {
        double w = a[i * n + k];
        for (int j = 0; j < n; j++) {
          c[i * n + j] += w * b[k * n + j];
        }
      }
    }
    return c;
  }
}
