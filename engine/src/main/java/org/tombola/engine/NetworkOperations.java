package org.tombola.engine;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tombola.engine.op.BatchNorm;
import org.tombola.engine.op.Convolution;
import org.tombola.engine.op.Loss;
import org.tombola.engine.op.Pooling;
import org.tombola.engine.op.Product;
import org.tombola.engine.spi.Backend;
import org.tombola.engine.spi.Kind;
import org.tombola.engine.spi.Window;

/// What layers of networks compute with a [Tensor]: linear maps, convolutions, pooling, batch
/// normalisation, dropout, losses. The arithmetic of tensors in general is in [Operations].
///
/// Batch normalisation and softmax cross-entropy exist twice: as one fused operation, and composed
/// of others. Inside a [Tape#gradients] within another the composed form is taken, whose
/// derivatives can be differentiated again.
public abstract sealed class NetworkOperations permits Operations {
  NetworkOperations() {}

  public abstract Shape shape();

  public abstract Kind kind();

  public abstract Backend backend();

  /// A tensor is the only kind of operand there is.
  final Tensor self() {
    return (Tensor) this;
  }

  // ---- linear ----

  /// `this · wᵀ + bias`: this (N,I) batched, `w` (O,I) and `bias` (O) plain; the result is (N,O).
  /// Cost 2·N·I·O flops. Backward keeps `this` and `w`.
  public Tensor linear(Tensor w, @Nullable Tensor bias) {
    return Tape.run(new Product.Linear(self(), w, bias));
  }

  /// `dx = this · w`, the input gradient of [#linear]: this is `dy` (N,O), `w` is (O,I).
  public Tensor linearInputGrad(Tensor w) {
    return Tape.run(new Product.LinearInputGrad(self(), w));
  }

  /// `dw = thisᵀ · x`, the weight gradient of [#linear]: this is `dy` (N,O), `x` is (N,I).
  public Tensor linearWeightGrad(Tensor x) {
    return Tape.run(new Product.LinearWeightGrad(self(), x, null));
  }

  /// The same for the weights `w`: where they are pruned a backend may leave their gradient out,
  /// unless it will be differentiated again.
  public Tensor linearWeightGrad(Tensor x, Tensor w) {
    return Tape.run(new Product.LinearWeightGrad(self(), x, Tape.differentiatesTwice() ? null : w));
  }

  // ---- convolution ----

  /// Cross-correlation with filters: this (N,C,H,W) batched, `w` (K,C,R,S) and `bias` (K) plain;
  /// the result is (N,K,P,Q) with `P = ⌊(H + 2·padding − R) / stride⌋ + 1`. Cost 2·N·K·P·Q·C·R·S
  /// flops. Backward keeps `this` and `w`.
  ///
  /// @throws ShapeMismatch if channels disagree or the filter does not fit into the padded image
  public Tensor conv2d(Tensor w, @Nullable Tensor bias, int stride, int padding) {
    if (w.shape().rank() != 4) {
      throw new ShapeMismatch("conv2d", this, w, "needs batched (N,C,H,W) and plain (K,C,R,S)");
    }
    Window window = new Window(w.shape().dim(2), w.shape().dim(3), stride, padding);
    return Tape.run(new Convolution.Conv2d(self(), w, bias, window));
  }

  /// The input gradient of [#conv2d]: this is `dy` (N,K,P,Q), the result has the input's shape.
  public Tensor conv2dInputGrad(Tensor w, Window window, Shape input) {
    return Tape.run(new Convolution.Conv2dInputGrad(self(), w, window, input));
  }

  /// The weight gradient of [#conv2d]: this is `dy` (N,K,P,Q), `x` (N,C,H,W), the result (K,C,R,S).
  public Tensor conv2dWeightGrad(Tensor x, Window window) {
    return Tape.run(new Convolution.Conv2dWeightGrad(self(), x, null, window));
  }

  /// The same for the filters `w`: where they are pruned a backend may leave their gradient out,
  /// unless it will be differentiated again.
  public Tensor conv2dWeightGrad(Tensor x, Tensor w, Window window) {
    Tensor pruned = Tape.differentiatesTwice() ? null : w;
    return Tape.run(new Convolution.Conv2dWeightGrad(self(), x, pruned, window));
  }

  // ---- pooling ----

  /// The largest element of each window, (N,C,H,W) to (N,C,P,Q); padding is never it. The gradient
  /// goes to the first of equals.
  public Tensor maxPool(int size, int stride, int padding) {
    return Tape.run(Pooling.MaxPool.of(self(), Window.of(size, stride, padding)));
  }

  /// The mean of each window, (N,C,H,W) to (N,C,P,Q); padding counts as zeros.
  public Tensor avgPool(int size, int stride, int padding) {
    return Tape.run(Pooling.AvgPool.of(self(), Window.of(size, stride, padding)));
  }

  /// The mean of each channel of each image, (N,C,H,W) to (N,C).
  public Tensor globalAvgPool() {
    return self().mean(2, 3);
  }

  // ---- batch normalisation ----

  /// Normalises each channel by the mean and variance of this batch: (N,C,H,W) or (N,C), `gamma`
  /// and `beta` (C). Backward keeps `this` and the statistics.
  public Normalized batchNorm(Tensor gamma, Tensor beta, float epsilon) {
    return normalized(gamma, beta, null, false, epsilon);
  }

  /// [#batchNorm], what is negative then becoming 0: `max(z, 0)`.
  public Normalized batchNormRelu(Tensor gamma, Tensor beta, float epsilon) {
    return normalized(gamma, beta, null, true, epsilon);
  }

  /// [#batchNorm] at the end of a residual block: `max(z + residual, 0)`, `residual` being of this
  /// shape. Backward keeps the result too.
  public Normalized batchNormRelu(Tensor gamma, Tensor beta, Tensor residual, float epsilon) {
    return normalized(gamma, beta, residual, true, epsilon);
  }

  private Normalized normalized(
      Tensor gamma, Tensor beta, @Nullable Tensor residual, boolean relu, float epsilon) {
    BatchNorm fused = BatchNorm.of(self(), gamma, beta, residual, relu, epsilon);
    if (!Tape.differentiatesTwice()) {
      return new Normalized(Tape.run(fused), fused.mean(), fused.variance());
    }
    int[] axes = IntStream.range(0, shape().rank()).filter(axis -> axis != 1).toArray();
    Tensor mean = self().mean(axes);
    Tensor centred = self().minus(channels(mean));
    Tensor variance = centred.square().mean(axes);
    Tensor scale = gamma.div(variance.plus(epsilon).sqrt());
    Tensor z = centred.times(channels(scale)).plus(channels(beta));
    Tensor sum = residual == null ? z : z.plus(residual);
    return new Normalized(relu ? sum.relu() : sum, mean, variance);
  }

  /// Normalises each channel by given statistics, as in evaluation: all four operands are (C).
  public Tensor batchNorm(Tensor gamma, Tensor beta, Tensor mean, Tensor variance, float epsilon) {
    BatchNorm.check(self(), gamma);
    BatchNorm.check(self(), beta);
    BatchNorm.check(self(), mean);
    BatchNorm.check(self(), variance);
    Tensor scale = gamma.div(variance.plus(epsilon).sqrt());
    Tensor shift = beta.minus(mean.times(scale));
    return self().times(channels(scale)).plus(channels(shift));
  }

  /// (C) as it aligns with this: (C,1,1) for images.
  private Tensor channels(Tensor each) {
    int[] dims = new int[shape().rank() - 1];
    Arrays.fill(dims, 1);
    dims[0] = each.shape().size();
    return each.reshape(Shape.of(dims));
  }

  // ---- random and losses ----

  /// Zeroes each element with probability `p` and divides the others by `1 − p` (Srivastava et al.
  /// 2014, inverted form). Element `i` is decided by `stream` at `index · size + i`.
  public Tensor dropout(float p, RandomStream stream, long index) {
    if (!(p >= 0f && p < 1f)) {
      throw new EngineException("dropout: probability " + p + " is not in [0, 1)");
    }
    return self().times(Workspace.only(() -> kept(p, stream, index)));
  }

  /// `1 / (1 − p)` for each element that stays, 0 for the others.
  private Tensor kept(float p, RandomStream stream, long index) {
    Tensor uniform = Tensor.empty(backend(), kind(), shape());
    backend().uniform(stream, index * shape().size(), uniform.storage());
    // u ≥ p, where u is a multiple of 2⁻²⁴, is u > below; the sum is exact.
    float below = (float) ((Math.ceil(p * 0x1p24) - 1) * 0x1p-24);
    Tensor factor = Tensor.copyOf(backend(), Kind.PLAIN, Shape.SCALAR, new float[] {1f / (1f - p)});
    return factor.gate(uniform.plus(-below));
  }

  /// The cross-entropy of `softmax(this)` against class indices, one loss a sample: this is (N,C)
  /// batched, the result (N) batched.
  ///
  /// @throws EngineException if a label is not a class
  public Tensor softmaxCrossEntropy(int[] labels) {
    return softmaxCrossEntropy(labels, 0f);
  }

  /// The cross-entropy against softened labels: `1 − smoothing` on the label and `smoothing` spread
  /// evenly over all classes (Szegedy et al. 2016, section 7).
  ///
  /// @throws EngineException if a label is not a class, or `smoothing` not in [0, 1)
  public Tensor softmaxCrossEntropy(int[] labels, float smoothing) {
    if (!(smoothing >= 0f && smoothing < 1f)) {
      throw new EngineException("softmaxCrossEntropy: smoothing " + smoothing + " not in [0, 1)");
    }
    var fused = Loss.SoftmaxCrossEntropy.of(self(), labels);
    if (smoothing == 0f && !Tape.differentiatesTwice()) {
      return Tape.run(fused);
    }
    int classes = shape().dim(1);
    float[] targets = new float[shape().size()]; // (N, C)
    Arrays.fill(targets, smoothing / classes);
    for (int n = 0; n < labels.length; n++) {
      targets[n * classes + labels[n]] += 1f - smoothing;
    }
    return crossEntropy(Tensor.copyOf(backend(), Kind.BATCHED, shape(), targets));
  }

  /// `log Σ_c exp(x_c) − Σ_c t_c · x_c`, the cross-entropy of `softmax(this)` against targets that
  /// sum to 1: both (N,C) batched, the result (N) batched.
  private Tensor crossEntropy(Tensor targets) {
    Tensor largest = self().detach().max(1).reshape(Shape.of(shape().dim(0), 1)); // (N, 1)
    Tensor shifted = self().minus(largest); // exp stays at most 1
    return shifted.exp().sum(1).log().minus(shifted.times(targets).sum(1));
  }

  /// The cross-entropy of `sigmoid(this)` against targets in [0,1], elementwise: `log(1 + eˣ) −
  /// x·t`.
  public Tensor binaryCrossEntropy(Tensor targets) {
    return self().softplus().minus(self().times(targets));
  }
}
