/// The convolution of a network as a ladder: five times the same 3×3 filters, stride 1, padding 1.
///
/// Read [ConvShape] and [ConvRung], then the rungs:
/// 1. [Conv0Naive]: the definition.
/// 2. [Conv1Im2col]: patches copied into a matrix, then a matrix product.
/// 3. [Conv2BatchLane]: no copies: samples innermost, and every loop is over vectors.
/// 4. [Conv3Direct]: that layout with the register tile of a product; the engine's own.
/// 5. [Conv4Winograd]: fewer multiplications; the engine's own.
///
/// [ConvLadder] lists them and checks one against sums in double precision.
///
/// What always holds: images (N,C,H,W) in, (N,K,H,W) out, filters (K,C,3,3), all row-major in
/// `float[]`s; one thread. Where another layout is the idea, the way in and out of it is not timed,
/// since a network takes it once for all its layers. The figures are in `bench/docs/cpu.md`.
@NullMarked
package org.tombola.bench.conv;

import org.jspecify.annotations.NullMarked;
