package org.tombola.kernels.cuda;

/// Products of matrices by cuBLAS: like [Gemm], with the kernels of NVIDIA's library.
///
/// cuBLAS multiplies bfloat16 only if it is stored so: then both operands are rounded first, to
/// nearest, ties to even. It adds no bias: then C holds the bias in every row before, and the
/// product is added to it.
final class BlasGemm {
  private static final Kernel ROUND = new Kernel("bfloat16", "roundToBfloat16");
  private static final int THREADS = 256;
  private static final int EACH = 4; // elements a thread
  private static final int ALIGNMENT = 256; // bytes

  private BlasGemm() {}

  /// As [Gemm#product], on a device with a [Device#blas].
  static void product(
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
    long left = a;
    long right = b;
    if (precision == Precision.BF16) {
      left = stream.scratch(bytes(m, k) + bytes(k, n));
      right = left + bytes(m, k);
      round(stream, a, left, m * k);
      round(stream, b, right, k * n);
    }
    boolean biased = bias != 0;
    if (biased) {
      Movement.repeatRow(stream, bias, m, n, c);
    }
    stream.launch(new BlasProduct(precision, transA, transB, m, n, k, left, right, c, biased));
  }

  private static long bytes(int rows, int columns) {
    return Math.ceilDiv((long) Short.BYTES * rows * columns, ALIGNMENT) * ALIGNMENT;
  }

  /// Rounds `size` numbers to bfloat16. There is room for whole words: two numbers each.
  static void round(Stream stream, long from, long to, int size) {
    stream.launch(
        Launch.over(ROUND, Math.ceilDiv(size, EACH), THREADS)
            .pointer(from)
            .pointer(to)
            .integer(size));
  }
}
