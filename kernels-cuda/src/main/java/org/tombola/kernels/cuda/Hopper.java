package org.tombola.kernels.cuda;

/// Launches of `gemm_hopper.cu`: large products with the matrix unit that only compute capability
/// 9.0 has. Both operands are first rounded into tiles of their own, whatever their transposition.
final class Hopper {
  static final int THREADS = 288; // of a block

  private static final String FAMILY = "gemm_hopper";
  private static final int CAPABILITY = 90;
  private static final int ROWS = 128;
  private static final int COLUMNS = 256;
  private static final int ARRANGERS = 256; // threads
  private static final int TILE_BYTES = 128 * 128; // 128 rows of 128 bytes of k

  /// Bytes of shared memory: stages of one tile of a and two of b.
  static final int SHARED = 4 * 3 * TILE_BYTES;

  private static final int LEAST_K = 512;
  private static final long MOST_SCRATCH = 1L << 30;

  private Hopper() {}

  /// Whether the device has the unit, and the product is large enough to gain from it.
  static boolean suits(Stream stream, Precision precision, int m, int n, int k) {
    return stream.capability() == CAPABILITY
        && precision != Precision.FP32
        && k >= LEAST_K
        && blocks(m, n) * 2 >= stream.multiprocessors()
        && bytes(m, n, depth(precision, k)) <= MOST_SCRATCH;
  }

  /// Like [Gemm#product], in TF32 or BF16.
  static void product(Stream stream, Product p) {
    int m = p.m();
    int n = p.n();
    int k = p.k();
    String form = p.precision() == Precision.TF32 ? "Tf32" : "Bf16";
    Kernel arrange = new Kernel(FAMILY, "arrange" + form);
    int depth = depth(p.precision(), k);
    long left = stream.scratch(bytes(m, n, depth));
    long right = left + (long) down(m) * depth * TILE_BYTES;
    stream.launch(
        Launch.of(arrange, depth, down(m), 1, ARRANGERS)
            .struct(m, k, p.transA() ? 0 : 1, depth)
            .pointer(p.a())
            .pointer(left));
    stream.launch(
        Launch.of(arrange, depth, 2 * across(n), 1, ARRANGERS)
            .struct(n, k, p.transB() ? 1 : 0, depth)
            .pointer(p.b())
            .pointer(right));
    stream.launch(
        Launch.of(new Kernel(FAMILY, "hopper" + form), (int) blocks(m, n), 1, 1, THREADS)
            .shared(SHARED)
            .struct(m, n, depth)
            .pointer(left)
            .pointer(right)
            .pointer(p.bias())
            .pointer(p.c()));
  }

  private static int down(int m) {
    return Math.ceilDiv(m, ROWS);
  }

  private static int across(int n) {
    return Math.ceilDiv(n, COLUMNS);
  }

  private static long blocks(int m, int n) {
    return (long) down(m) * across(n);
  }

  /// Tiles along k.
  private static int depth(Precision precision, int k) {
    return Math.ceilDiv(k, precision == Precision.TF32 ? 32 : 64);
  }

  private static long bytes(int m, int n, int depth) {
    return ((long) down(m) + 2L * across(n)) * depth * TILE_BYTES;
  }
}
