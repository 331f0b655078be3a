/// The CPU backend: vectors across the samples of a batch, threads across fixed chunks.
///
/// One idea carries the package: **the batch is the SIMD lane.** A batched tensor is stored with 32
/// samples innermost, so a kernel for one number is a kernel for 32 samples, each weight is a
/// scalar that meets a vector of samples, and nothing is ever shuffled between lanes except on the
/// way in, on the way out and once in the weight gradient.
///
/// Read in this order:
/// 1. [CpuProvider]: when this backend may be used, and what it says when not.
/// 2. [Lanes] and [CpuStorage]: the layout, with the picture in `docs/kernels.md`.
/// 3. [Simd]: the vector width, fixed once per process.
/// 4. [CpuBackend]: every verb, dispatch only.
/// 5. [Maps], [Zips] and [Walk]: elementwise work, and how operands of different shapes align.
/// 6. [WideTile] and [NarrowTile]: the register tiles every product runs on; [PanelProduct] walks a
///    matrix with them, [Products] says which product is which walk; [Transpose] turns blocks
///    round.
/// 7. [Convolutions], and in [ConvAlgorithm] the table that chooses their algorithm. Direct:
///    [Slide] says how a filter meets an axis, [Correlation] walks over the pixels with
///    [PackedFilters] and the tiles of products; [FilterGradient], cut by [GradientCut], goes down
///    [GradientRows] with the tiles [WideGradientTile], [SlimGradientTile] and
///    [NarrowGradientTile]. Winograd's: [WinogradTiles] cuts an image, [WinogradInput],
///    [WinogradFilters], [WinogradOutput] and [WinogradOutputGrad] are the transforms, [Winograd]
///    and [WinogradGradient] what happens between them.
/// 8. [Pattern] and [SparseChoice]: which weights are left, and when the others are skipped.
///    [SparseLinear], [SparseConvolution] and [SparseGradient] walk along [SparseFilters] with the
///    tiles [SparseTile], [SparseSums] and [SparseGradientTile]; [SparseTaps] says which taps the
///    pixels of a tile have in common.
/// 9. [Pools] on [PoolWalk]; [BatchNorm] and [BatchNormGrad] on [ChannelRows] and [ChannelSums].
/// 10. [Reductions], [SoftmaxCrossEntropy], [Sgd], [Adam], [Uniforms].
/// 11. [Parallel] and [Scratch]: threads and buffers that outlive a call.
///
/// What always holds:
/// - Padding is zero after every verb: the lanes beyond the batch in the last block, and the floats
///   between a plain tensor's last element and the next multiple of 32.
/// - Work is cut into chunks by its shape alone, and a chunk's arithmetic does not depend on who
///   runs it, so the bytes do not depend on the number of threads.
/// - After warm-up a verb allocates no buffer; only a few small objects that describe the work.
/// - Vectors never cross a method that is not certain to be inlined: a hot loop and its stores live
///   in one small static method, or the compiler puts every vector on the heap.
///
/// Deliberately absent: checks of arguments (the engine made them), tapes, parameters, a choice of
/// algorithm by clock.
package org.tombola.kernels.cpu;
