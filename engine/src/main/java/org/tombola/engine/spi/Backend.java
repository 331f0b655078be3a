package org.tombola.engine.spi;

import org.jspecify.annotations.Nullable;
import org.tombola.engine.RandomStream;
import org.tombola.engine.Shape;

/// What a device can do: a few verbs over storages, which know their own shapes and kinds.
///
/// Rules for every verb:
/// - Arguments were checked by the layer above; a verb does not check again.
/// - The output is the last argument, is overwritten whatever it held (NaN included), and is never
///   also an input, unless the verb says "in place".
/// - Padding lanes of a batched output are zero afterwards, and padding of an input contributes to
///   nothing.
/// - Same inputs, same bytes out, whatever the number of threads.
///
/// Operands align by one rule. Batch axis with batch axis; the remaining axes ("sample axes") from
/// the right, an axis of size 1 or a missing one being repeated. A plain operand meets the sample
/// axes of a batched one and is repeated over the batch. With `N` the batch: `(N,F)` with plain
/// `(F)`, `(N,C,H,W)` with plain `(C,1,1)`, `(N,F)` with batched `(N)` or `(N,1)`.
public interface Backend extends AutoCloseable {
  /// The provider's name: `reference`, `cpu`, `cuda`.
  String name();

  /// One line for a person: vector width, threads, device.
  String description();

  // ---- memory ----

  /// New storage, all zero.
  Storage allocate(Kind kind, Shape shape);

  /// `out[i] = value`.
  void fill(float value, Storage out);

  // ---- random numbers ----

  /// `out[i] = stream.uniform(first + i)`, `i` counting elements in row-major order: the same bits
  /// on every backend. Stream and `first` differ from step to step where all else is the same: a
  /// backend that records steps must not record them.
  void uniform(RandomStream stream, long first, Storage out);

  // ---- movement ----

  /// `out = x` in row-major order: shapes and kinds may differ, sizes may not. Reshape, and the way
  /// between plain and batched.
  void copy(Storage x, Storage out);

  /// `out` has axis `i` of `x` repeated by the alignment rule; a plain `x` may fill a batched
  /// `out`.
  void expand(Storage x, Storage out);

  /// Axis `i` of `out` is axis `axes[i]` of `x`. Kinds agree; for batched, `axes[0] == 0`.
  void permute(int[] axes, Storage x, Storage out);

  /// `out = x[.., from .. from + out.dim(axis), ..]`. Kinds agree; for batched, `axis > 0`.
  void slice(int axis, int from, Storage x, Storage out);

  /// The transpose of [#slice]: `x` lands at `from` of `axis`, zero elsewhere.
  void pad(int axis, int from, Storage x, Storage out);

  // ---- elementwise ----

  /// `out[i] = f(x[i])`; shapes and kinds agree.
  void map(Unary f, Storage x, Storage out);

  /// `out[i] = f(a[i], b[i])` with the alignment rule; `out` is batched if either operand is.
  void zip(Binary f, Storage a, Storage b, Storage out);

  // ---- reduction ----

  /// Reduces the named axes of `x` (ascending, none twice). If `x` is batched and axis 0 is among
  /// them, `out` is plain, otherwise `out` has the kind of `x`. Reduced axes may be absent from
  /// `out.shape()` or of size 1. Sums accumulate so that the error stays near one rounding per 2¹⁰
  /// terms.
  void reduce(Reduce f, int[] axes, Storage x, Storage out);

  // ---- pruned weights ----

  /// Says which of the weights `w`, plain, can be other than +0 from now on: those where `mask`, of
  /// the same shape and never written to again, is 1; all of them if it is null. A backend may skip
  /// the others, and their gradients.
  default void pattern(Storage w, @Nullable Storage mask) {}

  // ---- products ----

  /// `y[n,o] = Σ_i x[n,i] · w[o,i] + bias[o]`: `x` (N,I) and `out` (N,O) batched, `w` (O,I) and
  /// `bias` (O) plain.
  void linear(Storage x, Storage w, @Nullable Storage bias, Storage out);

  /// `dx[n,i] = Σ_o dy[n,o] · w[o,i]`: `dy` (N,O) and `out` (N,I) batched, `w` (O,I) plain.
  void linearInputGrad(Storage dy, Storage w, Storage out);

  /// `dw[o,i] = Σ_n dy[n,o] · x[n,i]`: `dy` (N,O), `x` (N,I) batched, `out` (O,I) plain. With `w`,
  /// the weights whose gradient this is, entries outside its [#pattern] may be +0 instead.
  void linearWeightGrad(Storage dy, Storage x, @Nullable Storage w, Storage out);

  /// `C = op(A) · op(B)`, all plain matrices; `op` transposes where the flag is set. `op(A)` is
  /// (M,K), `op(B)` is (K,N), `out` is (M,N).
  void matmul(boolean transA, boolean transB, Storage a, Storage b, Storage out);

  // ---- convolution; images are batched (N,C,H,W), filters plain (K,C,R,S) ----

  /// `out[n,k,p,q] = bias[k] + Σ_{c,r,s} x[n, c, p·stride − padding + r, q·stride − padding + s] ·
  /// w[k,c,r,s]`, a cross-correlation as in every network, zero outside the image. `x` (N,C,H,W),
  /// `w` (K,C,R,S), `bias` (K), `out` (N,K,P,Q).
  void conv2d(Window window, Storage x, Storage w, @Nullable Storage bias, Storage out);

  /// The transpose of [#conv2d] in `x`: `dy` (N,K,P,Q), `w` (K,C,R,S), `out` (N,C,H,W).
  void conv2dInputGrad(Window window, Storage dy, Storage w, Storage out);

  /// The transpose of [#conv2d] in `w`: `dy` (N,K,P,Q), `x` (N,C,H,W), `out` (K,C,R,S) plain. With
  /// `w`, entries outside its [#pattern] may be +0 instead.
  void conv2dWeightGrad(Window window, Storage dy, Storage x, @Nullable Storage w, Storage out);

  // ---- pooling, one channel at a time; (N,C,H,W) to (N,C,P,Q), all batched ----

  /// The largest element of each window, padding never being it; `taps`, shaped like `out`,
  /// receives where it was as `r · S + s`, the first of equals. A NaN is larger than everything.
  void maxPool(Window window, Storage x, Storage out, Storage taps);

  /// `out[n,c,p,q] = x` at the tap that `taps` names: reads (N,C,H,W) where [#maxPool] found.
  void maxPick(Window window, Storage x, Storage taps, Storage out);

  /// The transpose of [#maxPick]: adds `dy[n,c,p,q]` at the tap that `taps` names, `out` (N,C,H,W)
  /// being zero before.
  void maxUnpool(Window window, Storage dy, Storage taps, Storage out);

  /// The mean of each window, padding counted as zeros: the sum over R·S.
  void avgPool(Window window, Storage x, Storage out);

  /// The transpose of [#avgPool]: `dy` (N,C,P,Q), `out` (N,C,H,W).
  void avgUnpool(Window window, Storage dy, Storage out);

  // ---- batch normalisation of (N,C,H,W) or (N,C) over all axes but C (Ioffe and Szegedy 2015)
  // ----

  /// `mean[c]` and biased `variance[c]` over N, H and W, and `z = γ · (x − mean) / √(variance + ε)
  /// + β`. `out` is `z`; with `relu` it is `max(z, 0)`, or `max(z + residual, 0)`. `x`, `residual`
  ///   and `out` batched, the others plain (C). A residual comes only with `relu`.
  void batchNorm(
      float epsilon,
      boolean relu,
      Storage x,
      Storage gamma,
      Storage beta,
      @Nullable Storage residual,
      BatchStatistics statistics,
      Storage out);

  /// The gradients of [#batchNorm], given what it computed. `g` is `dy`, with `relu` only where
  /// `y`, its result, is above 0. With `M` elements a channel, `x̂ = (x − mean) / √(variance + ε)`:
  /// `dbeta = Σ g`, `dgamma = Σ g · x̂`, `dx = γ / √(variance + ε) · (g − dbeta / M − x̂ · dgamma /
  /// M)`. `dresidual` is null without a residual, and receives `g`.
  void batchNormGrad(
      float epsilon,
      boolean relu,
      Storage dy,
      Storage y,
      Storage x,
      Storage gamma,
      BatchStatistics statistics,
      Storage dx,
      Storage dgamma,
      Storage dbeta,
      @Nullable Storage dresidual);

  /// A running average in place: `running = (1 − share) · running + share · (scale · now)`, every
  /// product and the sum rounded. Both plain, of the same shape.
  void moveTowards(float share, float scale, Storage now, Storage running);

  // ---- loss ----

  /// Softmax cross-entropy against class indices. `logits` (N,C) batched, `labels[0..N)`; `losses`
  /// (N) batched receives `log Σ exp(logits) − logits[label]`, `dlogits` (N,C) batched receives
  /// `softmax(logits) − onehot(label)`, the gradient of each sample's own loss.
  void softmaxCrossEntropy(Storage logits, int[] labels, Storage losses, Storage dlogits);

  // ---- optimiser, in place ----

  /// One step of stochastic gradient descent on `w`, see [SgdStep]. `velocity` is null without
  /// momentum. With a `mask`, entries where it is 0 end as exactly +0 in `w` and `velocity`.
  void sgdStep(
      SgdStep step, Storage dw, @Nullable Storage mask, @Nullable Storage velocity, Storage w);

  /// One step of Adam on `w`, see [AdamStep]. With a `mask`, entries where it is 0 end as exactly
  /// +0 in `w`, `m` and `v`.
  void adamStep(AdamStep step, Storage dw, @Nullable Storage mask, Storage m, Storage v, Storage w);

  /// Releases threads and device memory. Idempotent.
  @Override
  void close();
}
