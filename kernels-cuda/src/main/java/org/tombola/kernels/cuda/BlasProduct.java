package org.tombola.kernels.cuda;

/// A product for cuBLAS, which adds no bias but can add to what C holds: with a bias, C holds that
/// in every row before. In BF16 the operands are stored as bfloat16, else as float32; C is float32.
record BlasProduct(Product product) implements Work {
  /// Whether the product is added to C, which is otherwise only written.
  boolean onto() {
    return product.bias() != 0;
  }

  @Override
  public String toString() {
    return product.toString();
  }
}
