package org.tombola.kernels.cuda;

/// One product for cuBLAS: `C[m,n] = Σ_k op(A)[m,k] · op(B)[k,n]`, plus what C holds if `onto` says
/// so.
///
/// All are row-major and compact; a transposed operand is stored the other way round. C is float32.
///
/// @param precision what is multiplied in; A and B are of bfloat16 in BF16, else of float32
/// @param a address of A, as are `b` and `c` of the others
/// @param onto whether the product is added to C, which is otherwise only written
record BlasProduct(
    Precision precision,
    boolean transA,
    boolean transB,
    int m,
    int n,
    int k,
    long a,
    long b,
    long c,
    boolean onto)
    implements Work {

  /// Like `60 × 300 × 784, NT, bf16`: m, n and k.
  @Override
  public String toString() {
    String form = (transA ? "T" : "N") + (transB ? "T" : "N");
    return "%d × %d × %d, %s, %s".formatted(m, n, k, form, precision.choice());
  }
}
