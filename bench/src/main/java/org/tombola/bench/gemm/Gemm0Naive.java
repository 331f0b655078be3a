package org.tombola.bench.gemm;

/// The definition: `c[i][j] = Σ_k a[i][k] · b[k][j]`.
///
/// Three things hold it back. `b` is read down a column, so every step of `k` touches another cache
/// line and uses 4 of its 64 bytes. Each addition waits for the one before, three or four cycles.
/// And the compiler may not turn the sum into vectors: that would add in another order, and Java
/// promises the order written down.
public final class Gemm0Naive implements GemmRung {
  @Override
  public String idea() {
    return "the definition";
  }

  @Override
  public int patience() {
    return 512;
  }

  @Override
  public void multiply(int n, float[] a, float[] b, float[] c) {
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        float sum = 0;
        for (int k = 0; k < n; k++) {
          sum += a[i * n + k] * b[k * n + j];
        }
        c[i * n + j] = sum;
      }
    }
  }
}
