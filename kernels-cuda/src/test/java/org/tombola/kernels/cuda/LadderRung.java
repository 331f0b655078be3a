package org.tombola.kernels.cuda;

import java.util.List;

/// A rung between a definition and the kernels that ship: a kernel of `src/test/cuda`.
///
/// @param family `ladder_gemm` or `ladder_conv`
/// @param name of the kernel
/// @param idea that it adds to the one before
/// @param tile rows and columns of the result that a block makes; 0 if its threads have a result
///   each, wherever it is
public record LadderRung(String family, String name, String idea, int tile) {
  private static final int THREADS = 256;

  /// From the definition of a product up.
  public static final List<LadderRung> PRODUCTS =
      List.of(
          product("definition", "a thread a result", 16),
          product("shared", "tiles of 16 × 16 in shared memory", 16),
          product("registers", "4 × 4 results a thread, tiles of 64 × 64", 64),
          product("vectors", "four words a load", 64),
          product("buffers", "the next tile is on its way meanwhile", 64));

  /// From the definition of a convolution up.
  public static final List<LadderRung> CONVOLUTIONS =
      List.of(
          convolution("definition", "a thread a result", 0),
          convolution("product", "a product whose operands are gathered, tiles of 16 × 16", 16),
          convolution("registers", "4 × 4 results a thread, tiles of 64 × 64", 64),
          convolution("rows", "a row of a filter is one run of S·C numbers", 64));

  private static LadderRung product(String name, String idea, int tile) {
    return new LadderRung("ladder_gemm", name, idea, tile);
  }

  private static LadderRung convolution(String name, String idea, int tile) {
    return new LadderRung("ladder_conv", name, idea, tile);
  }

  private Kernel kernel() {
    return new Kernel(family, name);
  }

  /// C (m, n) = A (m, k) · B (k, n), all row by row; n and k are multiples of 4 for `vectors` and
  /// above.
  Launch product(int m, int n, int k, long a, long b, long c) {
    return Launch.of(kernel(), Math.ceilDiv(n, tile), Math.ceilDiv(m, tile), 1, THREADS)
        .struct(m, n, k)
        .pointer(a)
        .pointer(b)
        .pointer(c);
  }

  /// y (N,P,Q,K) = x (N,H,W,C) ⋆ w (K,R,S,C).
  ///
  /// @param geometry N, C, H, W, K, P, Q, R, S, stride, padding
  Launch convolution(int[] geometry, long x, long w, long y) {
    int pixels = geometry[0] * geometry[5] * geometry[6];
    int filters = geometry[4];
    Launch launch =
        tile == 0
            ? Launch.over(kernel(), (long) pixels * filters, THREADS)
            : Launch.of(
                kernel(), Math.ceilDiv(pixels, tile), Math.ceilDiv(filters, tile), 1, THREADS);
    return launch.struct(geometry).pointer(x).pointer(w).pointer(y);
  }
}
