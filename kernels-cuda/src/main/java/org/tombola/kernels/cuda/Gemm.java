package org.tombola.kernels.cuda;

/// Launches of `gemm.cu` and its kin: products of matrices.
///
/// A block of threads makes a tile of the result. Where there are too few tiles for the device, k
/// is cut into slices, whose sums are added in order by a second launch: the same bytes every run.
final class Gemm {
  private static final String FAMILY = "gemm";
  private static final Kernel ADD_PARTS = new Kernel(FAMILY, "addParts");
  private static final int ADDERS = 128; // threads

  private static final Tile LARGE = new Tile("large", 128, 128, 256, 256);
  private static final Tile MEDIUM = new Tile("medium", 64, 64, 128, 128);
  private static final Tile SMALL = new Tile("small", 32, 32, 64, 64);

  /// A kernel in its four forms of transposition.
  ///
  /// @param name what their names begin with
  /// @param rows of the result that a block makes
  /// @param columns of the result that a block makes
  /// @param threads of a block
  /// @param worth the least of k worth a block of its own
  private record Tile(String name, int rows, int columns, int threads, int worth) {
    int count(int m, int n) {
      return Math.ceilDiv(m, rows) * Math.ceilDiv(n, columns);
    }

    int mostParts(int k) {
      return Math.max(1, k / worth);
    }
  }

  private static final int SLICES_OF = 32; // a multiple of the depth of every tile

  private Gemm() {}

  /// Sets c (m, n) to op(a) (m, k) times op(b) (k, n), plus bias (n) in every row.
  ///
  /// All are row-major and compact; a transposed operand is stored the other way round.
  ///
  /// @param bias an address, or 0 for none
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
    boolean quads =
        (n | (transA ? m : k) | (transB ? k : n)) % 4 == 0 && ((a | b | bias | c) & 15) == 0;
    int wanted = stream.multiprocessors();
    Tile tile = SMALL;
    if (quads && (long) LARGE.count(m, n) * LARGE.mostParts(k) >= wanted) {
      tile = LARGE;
    } else if ((long) MEDIUM.count(m, n) * MEDIUM.mostParts(k) >= wanted) {
      tile = MEDIUM;
    }
    int tiles = tile.count(m, n);
    int parts = Math.min(tile.mostParts(k), Math.ceilDiv(wanted, tiles));
    int slice = Math.ceilDiv(Math.ceilDiv(k, parts), SLICES_OF) * SLICES_OF;
    parts = Math.ceilDiv(k, slice);
    String name = tile.name + (quads ? "" : "Any") + (transA ? "T" : "N") + (transB ? "T" : "N");
    boolean whole = parts == 1;
    long to = whole ? c : stream.scratch((long) Float.BYTES * parts * m * n);
    stream.launch(
        Launch.of(new Kernel(FAMILY, name), tiles, 1, parts, tile.threads)
            .struct(m, n, k, slice)
            .pointer(a)
            .pointer(b)
            .pointer(whole ? bias : 0)
            .pointer(to));
    if (!whole) {
      stream.launch(
          Launch.over(ADD_PARTS, (long) m * n, ADDERS)
              .pointer(to)
              .pointer(bias)
              .pointer(c)
              .integer(parts)
              .integer(m * n)
              .integer(n));
    }
  }
}
