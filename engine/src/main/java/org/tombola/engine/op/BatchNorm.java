package org.tombola.engine.op;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tombola.engine.Gradients;
import org.tombola.engine.Shape;
import org.tombola.engine.ShapeMismatch;
import org.tombola.engine.Tensor;
import org.tombola.engine.spi.Backend;
import org.tombola.engine.spi.BatchStatistics;
import org.tombola.engine.spi.Kind;
import org.tombola.engine.spi.Storage;

/// `z = γ · (x − mean) / √(variance + ε) + β`, mean and variance being those of this batch, per
/// channel (Ioffe and Szegedy 2015, algorithm 1). x is (N,C,H,W) or (N,C), γ and β are (C). The
/// result is `z`, or `max(z, 0)`, or `max(z + residual, 0)`: what follows a normalisation in most
/// networks costs a pass over memory of its own otherwise.
///
/// Fused in both directions. Its gradient is made of numbers, not of operations, so it is used only
/// where nobody differentiates twice; [org.tombola.engine.Tensor#batchNorm] composes it otherwise.
///
/// @param residual of the shape of `x`; null without one, and always without `relu`
/// @param mean filled by forward, (C)
/// @param variance filled by forward, (C), biased: the sum of squares over the count
/// @param shift filled by forward, (C), see [BatchStatistics]
public record BatchNorm(
    Tensor x,
    Tensor gamma,
    Tensor beta,
    @Nullable Tensor residual,
    boolean relu,
    float epsilon,
    Tensor mean,
    Tensor variance,
    Tensor shift)
    implements Op {
  public static BatchNorm of(
      Tensor x, Tensor gamma, Tensor beta, @Nullable Tensor residual, boolean relu, float epsilon) {
    check(x, gamma);
    check(x, beta);
    if (residual != null
        && (residual.kind() != x.kind() || !residual.shape().equals(x.shape()) || !relu)) {
      throw new ShapeMismatch("batchNorm", x, residual, "a residual has the shape of the operand");
    }
    return new BatchNorm(
        x, gamma, beta, residual, relu, epsilon, like(gamma), like(gamma), like(gamma));
  }

  /// Refuses a parameter or statistic that is not one plain number a channel.
  public static void check(Tensor x, Tensor each) {
    boolean image = x.kind() == Kind.BATCHED && (x.shape().rank() == 2 || x.shape().rank() == 4);
    boolean plain = each.kind() == Kind.PLAIN && each.shape().rank() == 1;
    if (!image || !plain || each.shape().dim(0) != x.shape().dim(1)) {
      throw new ShapeMismatch(
          "batchNorm", x, each, "needs batched (N,C,H,W) or (N,C) and plain (C)");
    }
  }

  @Override
  public List<Tensor> inputs() {
    return residual == null ? List.of(x, gamma, beta) : List.of(x, gamma, beta, residual);
  }

  @Override
  public Shape shape() {
    return x.shape();
  }

  @Override
  public Kind kind() {
    return Kind.BATCHED;
  }

  @Override
  public void forward(Backend on, Storage y) {
    on.batchNorm(
        epsilon,
        relu,
        x.storage(),
        gamma.storage(),
        beta.storage(),
        residual == null ? null : residual.storage(),
        statistics(),
        y);
  }

  /// All of them come out of one pass over `dy` and `x`, wanted or not.
  @Override
  public void backward(Tensor y, Tensor dy, Gradients into) {
    Tensor dx = like(x);
    Tensor dgamma = like(gamma);
    Tensor dbeta = like(beta);
    Tensor dresidual = residual == null ? null : like(residual);
    x.backend()
        .batchNormGrad(
            epsilon,
            relu,
            dy.storage(),
            y.storage(),
            x.storage(),
            gamma.storage(),
            statistics(),
            dx.storage(),
            dgamma.storage(),
            dbeta.storage(),
            dresidual == null ? null : dresidual.storage());
    into.add(x, () -> dx);
    into.add(gamma, () -> dgamma);
    into.add(beta, () -> dbeta);
    if (residual != null) {
      into.add(residual, () -> dresidual);
    }
  }

  private BatchStatistics statistics() {
    return new BatchStatistics(mean.storage(), variance.storage(), shift.storage());
  }

  private static Tensor like(Tensor t) {
    return Tensor.empty(t.backend(), t.kind(), t.shape());
  }
}
