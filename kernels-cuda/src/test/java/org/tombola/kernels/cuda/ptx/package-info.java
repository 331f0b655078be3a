/// An interpreter of PTX: how a GPU runs a kernel, without a GPU.
///
/// It runs the text that ships, so what is tested is what a user's driver compiles. Besides the
/// results it looks for what a GPU would not say: accesses out of bounds or not aligned, races
/// between threads, barriers that not all come to. A [Fault] names the kernel, the line of the PTX,
/// the block and the thread.
///
/// A tour, from the outside in:
/// - **A grid of blocks.** [Machine] has memory and launches grids. The blocks of a grid have no
///   order: here they run one after another, and whoever relies on that is caught ([Clock]).
/// - **A block of warps.** A [Block] has shared memory, and barriers its threads wait at. Between
///   two barriers its warps have no order either.
/// - **A warp of 32 lanes.** A [Warp] issues one instruction at a time for all its lanes. When a
///   branch is taken by some, the lanes part, and [Paths] tells how they meet again; an instruction
///   runs for those lanes only whose bit is set. So a branch costs both ways, if lanes take both.
/// - **Registers** are rows of 32 numbers ([Registers]), predicates are one bit a lane.
/// - **Memory** is in [Region]s with bounds. Each word knows who read and wrote it last, so that a
///   missing barrier is a race at the first run, whether it would have hurt or not. [GlobalMemory]
///   is all allocations; [MemoryAccess] is `ld` and `st`.
/// - **Without memory**, lanes exchange registers ([Shuffle]) and multiply matrices they hold in
///   fragments ([MatrixUnit]).
/// - **In the background**, `cp.async` brings words to shared memory ([AsyncCopy]), as late as it
///   may.
///
/// A [Tally] counts what kernels ask of memory, which explains most of their speed on a device;
/// `docs/ladder.md` shows it for products and convolutions.
///
/// From text to steps: [Family] finds the kernels of a file, [Parser] reads a [Statement] a line,
/// [Decoder] makes [Instruction]s of them once. What they compute is in [Integers], [Wides],
/// [Reals], [Comparison], [Selection] and [Moves].
///
/// Numbers are those of IEEE 754, as the `.rn` of PTX demands, and 2ˣ is rounded better than a
/// device does. Products of tensor cores are exact and summed in float32 one after another; a
/// device's sums have another order, so results agree closely, not in every bit.
///
/// Deliberately absent: what the kernels of `gemm_hopper` need (`wgmma`, bulk copies, `mbarrier`),
/// and every instruction that no kernel here has. Meeting one is a [Fault]. Lanes of a warp that
/// exchange data through shared memory need a barrier like others do; `bar.warp` is not known.
@NullMarked
package org.tombola.kernels.cuda.ptx;

import org.jspecify.annotations.NullMarked;
