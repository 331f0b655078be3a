package org.tombola.lottery.train;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tombola.engine.Gradients;
import org.tombola.engine.Tensor;
import org.tombola.lottery.recipe.OptimizerSettings;
import org.tombola.nn.Parameter;
import org.tombola.nn.optim.Adam;
import org.tombola.nn.optim.Optimizer;
import org.tombola.nn.optim.Sgd;
import org.tombola.nn.optim.WeightDecay;

/// The update of a network's trained parameters, as the settings want it.
final class Optimization {
  /// Keeps the quotient finite, as in PyTorch's `clip_grad_norm_`.
  private static final double NO_DIVISION_BY_ZERO = 1e-6;

  private final List<Parameter> parameters;
  private final Optimizer optimizer;
  private final List<Frozen> frozen;
  private final Map<Parameter, Tensor> counted;
  private final double clipNorm;

  /// @param clipNorm see [#step]; 0 for no limit
  /// @param trained the parameters that are updated
  Optimization(OptimizerSettings settings, double clipNorm, Trainable.Part trained) {
    this.parameters = trained.touched();
    this.optimizer = optimizer(settings, parameters);
    this.frozen =
        trained.parts().entrySet().stream()
            .map(part -> new Frozen(part.getKey(), part.getValue()))
            .toList();
    this.clipNorm = clipNorm;
    this.counted = new HashMap<>();
    if (clipNorm > 0) {
      frozen.forEach(part -> counted.put(part.parameter(), part.ones()));
    }
  }

  private static Optimizer optimizer(OptimizerSettings settings, List<Parameter> network) {
    var decay =
        new WeightDecay((float) settings.weightDecay(), settings.decayed().equals("weights"));
    return switch (settings.name()) {
      case "sgd" -> new Sgd(network, (float) settings.momentum(), settings.nesterov(), decay);
      case "adam" ->
          new Adam(
              network,
              (float) settings.beta1(),
              (float) settings.beta2(),
              (float) settings.epsilon(),
              decay);
      default -> throw new IllegalArgumentException("optimiser " + settings.name());
    };
  }

  Optimizer optimizer() {
    return optimizer;
  }

  /// One update. With a limit `c`, all gradients are first multiplied by `min(1, c / (‖g‖ +
  /// 10⁻⁶))`, where `‖g‖` is the length of all of them together as one vector (Pascanu et al. 2013,
  /// "On the difficulty of training recurrent neural networks", algorithm 1). Gradients of weights
  /// that are pruned or stand still do not count.
  void step(Gradients gradients, float learningRate) {
    update(gradients, learningRate);
    frozen.forEach(Frozen::restore);
  }

  private void update(Gradients gradients, float learningRate) {
    if (clipNorm > 0) {
      double factor = clipNorm / (norm(gradients) + NO_DIVISION_BY_ZERO);
      if (!(factor >= 1)) {
        optimizer.step(gradients.times((float) factor), learningRate);
        return;
      }
    }
    optimizer.step(gradients, learningRate);
  }

  private double norm(Gradients gradients) {
    double squares = 0;
    for (Parameter parameter : parameters) {
      Tensor gradient = gradients.of(parameter.tensor());
      var mask = parameter.mask();
      Tensor kept = mask == null ? gradient : gradient.times(Tensor.wrap(mask));
      Tensor part = counted.get(parameter);
      Tensor moving = part == null ? kept : kept.times(part);
      squares += moving.times(moving).sum().item();
    }
    return Math.sqrt(squares);
  }
}
