package org.tombola.kernels.cuda;

/// One product of matrices: `C[m,n] = Σ_k op(A)[m,k] · op(B)[k,n] + bias[n]`.
///
/// All are row-major and compact; a transposed operand is stored the other way round.
///
/// @param precision what is multiplied in; the device has tensor cores if it is not float32
/// @param a address of A, as are `b` and `c` of the others
/// @param bias its address, or 0 for none
record Product(
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

  /// The same with operands that are elsewhere.
  Product from(long left, long right) {
    return new Product(precision, transA, transB, m, n, k, left, right, bias, c);
  }

  /// Like `60 × 300 × 784, NT, bf16`: m, n and k.
  @Override
  public String toString() {
    String form = (transA ? "T" : "N") + (transB ? "T" : "N");
    return "%d × %d × %d, %s, %s".formatted(m, n, k, form, precision.choice());
  }
}
