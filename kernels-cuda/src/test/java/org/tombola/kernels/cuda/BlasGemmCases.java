package org.tombola.kernels.cuda;

/// The same products, handed over to cuBLAS.
abstract class BlasGemmCases extends GemmCases {
  @Override
  void product(Stream stream, Product product) {
    BlasGemm.product(stream, product);
  }
}
