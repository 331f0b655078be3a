package org.tombola.kernels.cuda;

/// Kernels of products that make a tile of the result with every block, in all four forms of
/// transposition: `NN`, `NT`, `TN` and `TT` at the end of their names.
///
/// @param family where they are
/// @param name what their names begin with
/// @param rows of the result that a block makes
/// @param columns of the result that a block makes
/// @param threads of a block
/// @param worth the least of k worth a block of its own
/// @param stages tiles of operands in dynamic shared memory, or 0 if there is none
/// @param depth of k in such a tile
/// @param padAlong words after each row of an operand whose inner axis is k
/// @param padAcross words after each row of any other operand
record Tile(
    String family,
    String name,
    int rows,
    int columns,
    int threads,
    int worth,
    int stages,
    int depth,
    int padAlong,
    int padAcross) {
  private static final double ENOUGH = 0.7;

  /// A kernel of `gemm.cu`, whose shared memory is its own.
  static Tile plain(String name, int rows, int columns, int threads, int worth) {
    return new Tile("gemm", name, rows, columns, threads, worth, 0, 0, 0, 0);
  }

  /// A kernel of `gemm_tensor.cu`, 128 by 128.
  static Tile large(String name, int padAlong, int padAcross) {
    return new Tile("gemm_tensor", name, 128, 128, 256, 256, 4, 16, padAlong, padAcross);
  }

  /// A kernel of `gemm_tensor.cu`, 64 by 64.
  static Tile small(String name, int padAlong, int padAcross) {
    return new Tile("gemm_tensor", name, 64, 64, 128, 64, 3, 32, padAlong, padAcross);
  }

  Kernel kernel(boolean transA, boolean transB) {
    return new Kernel(family, name + (transA ? "T" : "N") + (transB ? "T" : "N"));
  }

  /// Blocks for a result of this size.
  int count(int m, int n) {
    return Math.ceilDiv(m, rows) * Math.ceilDiv(n, columns);
  }

  /// Slices k may be cut into.
  int mostParts(int k) {
    return Math.max(1, k / worth);
  }

  /// The share of its time a multiprocessor works if `blocks` are dealt out to `wanted` of them.
  private static double busy(long blocks, int wanted) {
    return (double) blocks / (Math.ceilDiv(blocks, wanted) * wanted);
  }

  /// Slices to cut k into so that `wanted` multiprocessors are kept busy; the fewest of the best.
  int parts(int wanted, int m, int n, int k) {
    int tiles = count(m, n);
    int most = Math.min(mostParts(k), Math.ceilDiv(wanted, tiles));
    int best = 1;
    for (int parts = 2; parts <= most; parts++) {
      if (busy((long) tiles * parts, wanted) > 1.05 * busy((long) tiles * best, wanted)) {
        best = parts;
      }
    }
    return best;
  }

  /// Whether there can be enough blocks to keep `wanted` multiprocessors busy.
  boolean fills(int wanted, int m, int n, int k) {
    return busy((long) count(m, n) * parts(wanted, m, n, k), wanted) > ENOUGH;
  }

  /// Bytes of dynamic shared memory.
  int shared(boolean transA, boolean transB) {
    return Float.BYTES * stages * (words(rows, !transA) + words(columns, transB));
  }

  private int words(int width, boolean along) {
    return along ? width * (depth + padAlong) : depth * (width + padAcross);
  }
}
