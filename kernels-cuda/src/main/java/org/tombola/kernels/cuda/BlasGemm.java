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
  static void product(Stream stream, Product p) {
    Product stored = p;
    if (p.precision() == Precision.BF16) {
      long first = bytes(p.m(), p.k());
      long left = stream.scratch(first + bytes(p.k(), p.n()));
      stored = p.from(left, left + first);
      round(stream, p.a(), stored.a(), p.m() * p.k());
      round(stream, p.b(), stored.b(), p.k() * p.n());
    }
    BlasProduct product = new BlasProduct(stored);
    if (product.onto()) {
      Movement.repeatRow(stream, p.bias(), p.m(), p.n(), p.c());
    }
    stream.launch(product);
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
