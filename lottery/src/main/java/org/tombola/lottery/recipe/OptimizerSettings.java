package org.tombola.lottery.recipe;

import static org.tombola.lottery.recipe.InvalidSettings.oneOf;
import static org.tombola.lottery.recipe.InvalidSettings.require;

/// Keys `train.optimizer.*`: the update rule. Rates are per step.
///
/// @param name `sgd` or `adam`
/// @param lr learning rate, multiplied by the schedule
/// @param momentum of `sgd`, in [0, 1)
/// @param nesterov whether `sgd` looks ahead along its momentum
/// @param weightDecay added to the gradient as `weight-decay · w`
/// @param decayed what has weight decay: `all` parameters, as in PyTorch, or the `weights` alone,
///   not biases and normalisations
/// @param beta1 of `adam`, decay of the mean gradient
/// @param beta2 of `adam`, decay of the mean squared gradient
/// @param epsilon of `adam`
public record OptimizerSettings(
    String name,
    double lr,
    double momentum,
    boolean nesterov,
    double weightDecay,
    String decayed,
    double beta1,
    double beta2,
    double epsilon) {
  static final OptimizerSettings DEFAULTS =
      new OptimizerSettings("sgd", 0.1, 0, false, 0, "all", 0.9, 0.999, 1e-8);

  public OptimizerSettings {
    require(name.equals("sgd") || name.equals("adam"), "train.optimizer.name", name, "sgd or adam");
    // Steps are computed in single precision, which knows nothing smaller or larger.
    require(
        lr >= 1e-38 && lr <= 1e38,
        "train.optimizer.lr",
        lr,
        "a finite number above 0, in 1e-38 .. 1e38");
    require(in01(momentum), "train.optimizer.momentum", momentum, "at least 0 and below 1");
    require(
        !nesterov || momentum > 0,
        "train.optimizer.momentum",
        momentum,
        "above 0 when train.optimizer.nesterov is true");
    require(
        in01(weightDecay), "train.optimizer.weight-decay", weightDecay, "at least 0 and below 1");
    oneOf("train.optimizer.decayed", decayed, "all", "weights");
    require(in01(beta1), "train.optimizer.beta1", beta1, "at least 0 and below 1");
    require(in01(beta2), "train.optimizer.beta2", beta2, "at least 0 and below 1");
    require(epsilon > 0 && epsilon < 1, "train.optimizer.epsilon", epsilon, "above 0 and below 1");
  }

  private static boolean in01(double value) {
    return value >= 0 && value < 1;
  }
}
