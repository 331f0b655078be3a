package org.tombola.nn.layers;

import java.util.stream.Stream;
import org.tombola.engine.EngineException;
import org.tombola.engine.Normalized;
import org.tombola.engine.Tensor;
import org.tombola.nn.Activations;
import org.tombola.nn.Buffer;
import org.tombola.nn.Initializer;
import org.tombola.nn.Module;
import org.tombola.nn.Names;
import org.tombola.nn.Parameter;
import org.tombola.nn.Phase;

/// `y = γ · (x − μ) / √(σ² + ε) + β` per channel of (N, C, H, W), with ε = 1e-5 (Ioffe and Szegedy
/// 2015).
///
/// In training μ and σ² are the batch's own, σ² biased, and each forward pass moves the running
/// statistics a tenth of the way towards them; the variance that goes there is unbiased, `σ² · M /
/// (M − 1)` for the `M = N·H·W` values of a channel, as in PyTorch. In evaluation the running
/// statistics are used and stay.
///
/// @param gamma (C), named `weight`
/// @param beta (C), named `bias`
/// @param mean (C), named `running_mean`, from 0
/// @param variance (C), named `running_var`, from 1
public record BatchNorm2d(Parameter gamma, Parameter beta, Buffer mean, Buffer variance)
    implements Module {
  private static final float EPSILON = 1e-5f;
  private static final float MOMENTUM = 0.1f;

  public static BatchNorm2d of(Names names, int channels, Initializer init) {
    return new BatchNorm2d(
        init.scale(names, channels),
        init.shift(names, channels),
        init.statistic(names, "running_mean", channels, 0f),
        init.statistic(names, "running_var", channels, 1f));
  }

  /// @throws EngineException in training, if a channel has only one value: its variance is unknown
  @Override
  public Tensor forward(Tensor x, Phase phase) {
    return switch (phase) {
      case EVAL -> evaluated(x);
      case TRAIN -> trained(x, x.batchNorm(gamma.tensor(), beta.tensor(), EPSILON));
    };
  }

  /// `max(y, 0)`, in training in the same passes over memory.
  ///
  /// @throws EngineException as [#forward]
  public Tensor relu(Tensor x, Phase phase) {
    return shown(
        switch (phase) {
          case EVAL -> evaluated(x).relu();
          case TRAIN -> trained(x, x.batchNormRelu(gamma.tensor(), beta.tensor(), EPSILON));
        });
  }

  /// `max(y + residual, 0)`, the end of a residual block.
  ///
  /// @throws EngineException as [#forward]
  public Tensor relu(Tensor x, Tensor residual, Phase phase) {
    return shown(
        switch (phase) {
          case EVAL -> evaluated(x).plus(residual).relu();
          case TRAIN ->
              trained(x, x.batchNormRelu(gamma.tensor(), beta.tensor(), residual, EPSILON));
        });
  }

  private Tensor shown(Tensor out) {
    return Activations.show(Names.parent(gamma.name()), out);
  }

  private Tensor evaluated(Tensor x) {
    return x.batchNorm(gamma.tensor(), beta.tensor(), mean.tensor(), variance.tensor(), EPSILON);
  }

  private Tensor trained(Tensor x, Normalized batch) {
    int values = x.shape().size() / gamma.shape().size();
    if (values < 2) {
      throw new EngineException(
          "%s: a batch of shape %s has one value a channel, training needs at least two"
              .formatted(gamma.name(), x.shape()));
    }
    mean.moveTowards(batch.mean(), 1f, MOMENTUM);
    variance.moveTowards(batch.variance(), (float) values / (values - 1), MOMENTUM);
    return batch.out();
  }

  @Override
  public Stream<Parameter> parameters() {
    return Stream.of(gamma, beta);
  }

  @Override
  public Stream<Buffer> buffers() {
    return Stream.of(mean, variance);
  }
}
