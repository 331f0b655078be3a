package org.tombola.kernels.cuda;

/// Kernels of products that make a tile of the result with every block, in all four forms of
/// transposition: `NN`, `NT`, `TN` and `TT` at the end of their names.
///
/// @param family where they are
/// @param name what their names begin with
/// @param rows of the result that a block makes
/// @param columns of the result that a block makes
/// @param threads of a block
/// @param residents blocks that a multiprocessor should have at once
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
    int residents,
    int worth,
    int stages,
    int depth,
    int padAlong,
    int padAcross) {
  /// A kernel of `gemm.cu`, whose shared memory is its own.
  static Tile plain(String name, int rows, int columns, int threads, int residents, int worth) {
    return new Tile("gemm", name, rows, columns, threads, residents, worth, 0, 0, 0, 0);
  }

  /// A kernel of `gemm_tensor.cu`, 128 by 128.
  static Tile large(String name, int padAlong, int padAcross) {
    return new Tile("gemm_tensor", name, 128, 128, 128, 2, 256, 4, 16, padAlong, padAcross);
  }

  /// A kernel of `gemm_tensor.cu`, 64 by 64.
  static Tile small(String name, int padAlong, int padAcross) {
    return new Tile("gemm_tensor", name, 64, 64, 128, 2, 64, 3, 32, padAlong, padAcross);
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

  /// The share of its places that is taken, on average, if `blocks` come in rounds.
  private static double busy(long blocks, int places) {
    return (double) blocks / (Math.ceilDiv(blocks, places) * places);
  }

  /// Slices to cut k into so that all multiprocessors are kept busy; the fewest of the best.
  int parts(int multiprocessors, int m, int n, int k) {
    int places = multiprocessors * residents;
    int tiles = count(m, n);
    int most = Math.min(mostParts(k), Math.ceilDiv(places, tiles));
    int best = 1;
    for (int parts = 2; parts <= most; parts++) {
      if (busy((long) tiles * parts, places) > 1.05 * busy((long) tiles * best, places)) {
        best = parts;
      }
    }
    return best;
  }

  /// Whether there can be enough blocks to take `share` of the places.
  boolean fills(double share, int multiprocessors, int m, int n, int k) {
    long blocks = (long) count(m, n) * parts(multiprocessors, m, n, k);
    return busy(blocks, multiprocessors * residents) > share;
  }

  /// Bytes of dynamic shared memory.
  int shared(boolean transA, boolean transB) {
    return Float.BYTES * stages * (words(rows, !transA) + words(columns, transB));
  }

  private int words(int width, boolean along) {
    return along ? width * (depth + padAlong) : depth * (width + padAcross);
  }
}
