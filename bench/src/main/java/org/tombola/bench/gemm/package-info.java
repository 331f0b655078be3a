/// The matrix product as a ladder: six times `C = A · B`, each with one idea more.
///
/// Read [GemmRung], then the rungs:
/// 1. [Gemm0Naive]: the definition.
/// 2. [Gemm1Ikj]: the same loops in an order that memory likes.
/// 3. [Gemm2Blocked]: work on pieces that stay in a cache.
/// 4. [Gemm3Vector]: keep a tile of `C` in registers.
/// 5. [Gemm4Packed] on [PackedTile]: copy the pieces so that the tile reads them in a straight
///    line.
/// 6. [Gemm5Shipped]: the engine's own.
///
/// [OpenBlasGemm] says where the ladder could lead: a library tuned for decades. [GemmLadder] lists
/// them all and checks one against a product in double precision.
///
/// What always holds: square row-major matrices of `n` rows in `float[]`s, one thread, any `n`. The
/// figures are in `bench/docs/cpu.md`.
@NullMarked
package org.tombola.bench.gemm;

import org.jspecify.annotations.NullMarked;
