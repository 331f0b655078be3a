package org.tombola.engine.op;

import java.util.List;
import org.tombola.engine.Gradients;
import org.tombola.engine.Shape;
import org.tombola.engine.ShapeMismatch;
import org.tombola.engine.Tensor;
import org.tombola.engine.spi.Backend;
import org.tombola.engine.spi.Kind;
import org.tombola.engine.spi.Storage;

/// `y = γ · (x − mean) / √(variance + ε) + β`, mean and variance being those of this batch, per
/// channel (Ioffe and Szegedy 2015, algorithm 1). x is (N,C,H,W) or (N,C), γ and β are (C).
///
/// Fused in both directions. Its gradient is made of numbers, not of operations, so it is used only
/// where nobody differentiates twice; [org.tombola.engine.Tensor#batchNorm] composes it otherwise.
///
/// @param mean filled by forward, (C)
/// @param variance filled by forward, (C), biased: the sum of squares over the count
public record BatchNorm(
    Tensor x, Tensor gamma, Tensor beta, float epsilon, Tensor mean, Tensor variance)
    implements Op {
  public static BatchNorm of(Tensor x, Tensor gamma, Tensor beta, float epsilon) {
    check(x, gamma);
    check(x, beta);
    return new BatchNorm(x, gamma, beta, epsilon, like(gamma), like(gamma));
  }

  /// Refuses a parameter or statistic that is not one plain number a channel.
  public static void check(Tensor x, Tensor each) {
    boolean image = x.kind() == Kind.BATCHED && (x.shape().rank() == 2 || x.shape().rank() == 4);
    if (!image || each.kind() != Kind.PLAIN || !each.shape().equals(Shape.of(x.shape().dim(1)))) {
      throw new ShapeMismatch(
          "batchNorm", x, each, "needs batched (N,C,H,W) or (N,C) and plain (C)");
    }
  }

  @Override
  public List<Tensor> inputs() {
    return List.of(x, gamma, beta);
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
        x.storage(),
        gamma.storage(),
        beta.storage(),
        mean.storage(),
        variance.storage(),
        y);
  }

  /// The three come out of one pass over `dy` and `x`, wanted or not.
  @Override
  public void backward(Tensor y, Tensor dy, Gradients into) {
    Tensor dx = like(x);
    Tensor dgamma = like(gamma);
    Tensor dbeta = like(beta);
    x.backend()
        .batchNormGrad(
            epsilon,
            dy.storage(),
            x.storage(),
            gamma.storage(),
            mean.storage(),
            variance.storage(),
            dx.storage(),
            dgamma.storage(),
            dbeta.storage());
    into.add(x, () -> dx);
    into.add(gamma, () -> dgamma);
    into.add(beta, () -> dbeta);
  }

  private static Tensor like(Tensor t) {
    return Tensor.empty(t.backend(), t.kind(), t.shape());
  }
}
