/// Reverse-mode differentiation over immutable tensors.
///
/// Read in this order:
/// 1. [Shape] – sizes and broadcasting, nothing else.
/// 2. [Tensor] – a handle of some memory; [Operations] and [NetworkOperations] – what can be
///    computed with it; they only name things, the work is elsewhere.
/// 3. [Tape] – what is recorded, and the ten lines that walk it backwards.
/// 4. [Gradients] – where results arrive; why nothing has to be zeroed. [Hessian] – gradients of
///    gradients, in a few lines.
/// 5. `op.Elementwise`, `op.Product` – each operation's forward beside its derivative.
/// 6. [Workspace] – who owns memory during a step.
/// 7. [Backends] – which device computes, and why another does not.
/// 8. [Rng] – every random number as a function of where it is used.
///
/// Always true: a tensor never changes; nothing is recorded outside [Tape#gradients]; results do
/// not depend on the number of threads.
///
/// `engine/docs/internals.md` lists what must hold across modules, each with the test that holds
/// it; `engine/docs/layout.md` says how numbers lie in memory.
///
/// Deliberately absent: views and strides, number types other than float32, lazy evaluation, a "no
/// gradient" switch.
package org.tombola.engine;
