/// The backend for NVIDIA devices: hand-written kernels, shipped as PTX, launched through JCuda's
/// binding of the driver. A user needs the driver and nothing else; whoever has NVIDIA's cuBLAS may
/// let it multiply matrices (`gemm=cublas`), for comparison.
///
/// Read in this order:
/// - [CudaProvider] and [Probe]: what stands between this machine and a computation on its GPU, in
///   a line; [Natives] unpacks JCuda's library where nobody else can write.
/// - [CudaBackend]: every verb as launches. [CudaStorage] says how a tensor lies in memory: what
///   has four axes has its channels last.
/// - [Queue]: launches wait until somebody reads, and a sequence that comes again is a graph.
///   [Numbers] keeps in memory what changes from step to step, [Pool] hands memory out.
/// - [Device]: what is asked of a GPU; [JCudaDevice] asks the driver. [Work] is data: a [Launch] of
///   a [Kernel], or a [BlasProduct].
/// - The verbs, a file each: [Elementwise], [Uniforms], [Movement], [Reductions], [Normalisation],
///   [Pooling], [Updates], [Gemm] with [Tile] and [Hopper], [Conv] with [ConvPlan] and [ConvTile].
/// - Pruned weights: [SparseChoice] says when they are skipped (not by default), [Sparse] launches,
///   [SparsePattern] keeps what a mask leaves as [SparseList]s, which [SparseSteps] puts in order.
/// - [BlasGemm]: products by cuBLAS; [CublasLibrary] is the binding, [Cublas] a handle of it.
///
/// The kernels are in `src/main/cuda`, a family a file; `compile.sh` there makes the PTX with
/// `nvcc`, and a test compares its first line with the sources. `docs` begins with `ladder.md`,
/// from a definition to the kernels that ship, and tells how products, convolutions and whole steps
/// came to their speed; `sparse.md` is about pruned weights.
///
/// Invariants: constructing the provider touches nothing; asking loads the driver once. No atomics
/// on floats: sums have a fixed order, so the same run gives the same bytes on the same device.
///
/// Where there is no GPU, the tests run the same PTX in an interpreter, `ptx` among the tests,
/// which also teaches how a GPU runs a kernel; `docs/testing.md` says what it finds. The kernels of
/// `gemm_hopper` alone need a device.
///
/// Deliberately absent so far: random numbers other than uniform ones, Winograd's algorithm, images
/// in bfloat16, convolutions by NVIDIA's libraries.
package org.tombola.kernels.cuda;
