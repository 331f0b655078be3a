package org.tombola.lottery.recipe;

import static org.tombola.lottery.recipe.InvalidSettings.require;

/// Keys `train.*`: how one network is trained.
///
/// @param batch samples a step
/// @param iterations steps; training always runs to the full length
/// @param evaluateEvery steps between evaluations on the validation set
/// @param optimizer the update rule
/// @param schedule what multiplies its learning rate
public record TrainSettings(
    int batch,
    int iterations,
    int evaluateEvery,
    OptimizerSettings optimizer,
    ScheduleSettings schedule) {
  static final TrainSettings DEFAULTS =
      new TrainSettings(60, 1000, 100, OptimizerSettings.DEFAULTS, ScheduleSettings.DEFAULTS);

  public TrainSettings {
    require(batch >= 1 && batch <= 65_536, "train.batch", batch, "in 1 .. 65536");
    require(
        iterations >= 1 && iterations <= 100_000_000,
        "train.iterations",
        iterations,
        "in 1 .. 100000000");
    require(evaluateEvery >= 1, "train.evaluate-every", evaluateEvery, "at least 1");
    require(
        schedule.warmUp() < iterations,
        "train.schedule.warm-up",
        schedule.warmUp(),
        "below train.iterations=" + iterations);
  }
}
