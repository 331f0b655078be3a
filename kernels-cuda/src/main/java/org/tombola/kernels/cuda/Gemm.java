package org.tombola.kernels.cuda;

/// Launches of `gemm.cu` and its kin: products of matrices.
///
/// A block of threads makes a tile of the result. Where there are too few tiles for the device, k
/// is cut into slices, whose sums are added in order by a second launch: the same bytes every run.
final class Gemm {
  private static final Kernel ADD_PARTS = new Kernel("gemm", "addParts");
  private static final int ADDERS = 128; // threads
  private static final int SLICES_OF = 32; // a multiple of the depth of every tile

  private static final Sizes FP32 =
      new Sizes(
          Tile.plain("large", 128, 128, 256, 2, 256),
          Tile.plain("medium", 64, 64, 128, 4, 128),
          Tile.plain("small", 32, 32, 256, 4, 32));
  private static final Sizes FP32_ANY =
      new Sizes(
          Tile.plain("mediumAny", 64, 64, 128, 4, 128),
          Tile.plain("mediumAny", 64, 64, 128, 4, 128),
          Tile.plain("smallAny", 32, 32, 256, 4, 32));
  private static final Sizes TF32 =
      tensor(Tile.large("tf32Large", 4, 8), Tile.small("tf32Small", 4, 8));
  private static final Sizes TF32_ANY =
      tensor(Tile.small("tf32Any", 4, 8), Tile.small("tf32Any", 4, 8));
  private static final Sizes BF16 =
      tensor(Tile.large("bf16Large", 8, 4), Tile.small("bf16Small", 8, 4));
  private static final Sizes BF16_ANY =
      tensor(Tile.small("bf16Any", 8, 4), Tile.small("bf16Any", 8, 4));

  /// Tiles to choose from, the largest that keeps the device busy.
  record Sizes(Tile large, Tile medium, Tile small) {
    Tile choose(int wanted, int m, int n, int k) {
      if (large.fills(0.7, wanted, m, n, k)) {
        return large;
      }
      return medium.fills(0.4, wanted, m, n, k) ? medium : small;
    }
  }

  private static Sizes tensor(Tile large, Tile small) {
    return new Sizes(large, small, small);
  }

  private Gemm() {}

  /// Hands a product over.
  static void product(Stream stream, Product p) {
    int m = p.m();
    int n = p.n();
    int k = p.k();
    boolean aligned = ((p.a() | p.b() | p.bias() | p.c()) & 15) == 0;
    boolean quads = aligned && (n | (p.transA() ? m : k) | (p.transB() ? k : n)) % 4 == 0;
    if (aligned && Hopper.suits(stream, p.precision(), m, n, k)) {
      Hopper.product(stream, p);
      return;
    }
    int wanted = stream.multiprocessors();
    Tile tile = sizes(p.precision(), quads).choose(wanted, m, n, k);
    int tiles = tile.count(m, n);
    int parts = tile.parts(wanted, m, n, k);
    int slice = Math.ceilDiv(Math.ceilDiv(k, parts), SLICES_OF) * SLICES_OF;
    parts = Math.ceilDiv(k, slice);
    boolean whole = parts == 1;
    long to = whole ? p.c() : stream.scratch((long) Float.BYTES * parts * m * n);
    stream.launch(
        Launch.of(tile.kernel(p.transA(), p.transB()), tiles, 1, parts, tile.threads())
            .shared(tile.shared(p.transA(), p.transB()))
            .struct(m, n, k, slice)
            .pointer(p.a())
            .pointer(p.b())
            .pointer(whole ? p.bias() : 0)
            .pointer(to));
    if (!whole) {
      stream.launch(
          Launch.over(ADD_PARTS, (long) m * n, ADDERS)
              .pointer(to)
              .pointer(p.bias())
              .pointer(p.c())
              .integer(parts)
              .integer(m * n)
              .integer(n));
    }
  }

  /// What is chosen from; `quads` says that all rows and addresses are multiples of 16 bytes.
  static Sizes sizes(Precision precision, boolean quads) {
    return switch (precision) {
      case FP32 -> quads ? FP32 : FP32_ANY;
      case TF32 -> quads ? TF32 : TF32_ANY;
      case BF16 -> quads ? BF16 : BF16_ANY;
    };
  }
}
