package org.tombola.kernels.cuda;

/// The same products, handed over to cuBLAS.
abstract class BlasGemmCases extends GemmCases {
  @Override
  void product(
      Stream stream,
      Precision precision,
      boolean transA,
      boolean transB,
      int m,
      int n,
      int k,
      long a,
      long b,
      long bias,
      long c) {
    BlasGemm.product(stream, precision, transA, transB, m, n, k, a, b, bias, c);
  }
}
