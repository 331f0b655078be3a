package org.tombola.lottery.recipe;

import static org.tombola.lottery.recipe.InvalidSettings.oneOf;
import static org.tombola.lottery.recipe.InvalidSettings.require;

/// Keys `arm.<name>.schedule.*`: which part of the recipe's training is gone through. A step sees
/// the batch and the learning rate of its place in the whole training.
///
/// @param from where training begins
/// @param to where it ends
/// @param rate `schedule`, or `final`: the rate of the schedule's last step all the time
/// @param optimizer `fresh`, or `kept`: the running averages of the training that the weights come
///   from go on
/// @param stretch the training in slow motion, so many times as long: its length and all that the
///   schedule counts; only of a whole training
/// @param scale every learning rate is multiplied by it
public record CourseSettings(
    Moment from, Moment to, String rate, String optimizer, int stretch, double scale) {
  /// At the recipe's pace and rates.
  public CourseSettings(Moment from, Moment to, String rate, String optimizer) {
    this(from, to, rate, optimizer, 1, 1);
  }

  public CourseSettings {
    require(
        stretch == 1 || (stretch > 1 && stretch <= 100 && from.isInit() && to.isFinal()),
        "arm.schedule.stretch",
        stretch,
        "1, or in 2 .. 100 where schedule.from is init and schedule.to is final");
    require(scale > 0 && scale <= 1e6, "arm.schedule.scale", scale, "above 0 and at most 1000000");
    oneOf("arm.schedule.rate", rate, "schedule", "final");
    oneOf("arm.schedule.optimizer", optimizer, "fresh", "kept");
  }

  public boolean finalRate() {
    return rate.equals("final");
  }

  public boolean keepsOptimizer() {
    return optimizer.equals("kept");
  }
}
