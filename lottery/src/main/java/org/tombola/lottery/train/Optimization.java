package org.tombola.lottery.train;

import org.tombola.lottery.recipe.OptimizerSettings;
import org.tombola.lottery.recipe.ScheduleSettings;
import org.tombola.lottery.recipe.TrainSettings;
import org.tombola.nn.Module;
import org.tombola.nn.optim.Adam;
import org.tombola.nn.optim.Optimizer;
import org.tombola.nn.optim.Schedule;
import org.tombola.nn.optim.Sgd;

/// From settings to the update rule and the learning rate it follows.
final class Optimization {
  private Optimization() {}

  static Optimizer optimizer(OptimizerSettings settings, Module network) {
    float decay = (float) settings.weightDecay();
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

  static Schedule schedule(TrainSettings train) {
    double rate = train.optimizer().lr();
    ScheduleSettings settings = train.schedule();
    Schedule schedule =
        switch (settings.name()) {
          case "constant" -> new Schedule.Constant(rate);
          case "multi-step" ->
              new Schedule.MultiStep(
                  rate,
                  settings.factor(),
                  settings.milestones().stream().map(Integer::longValue).toList());
          case "cosine" -> new Schedule.Cosine(rate, 0, train.iterations());
          default -> throw new IllegalArgumentException("schedule " + settings.name());
        };
    return settings.warmUp() == 0 ? schedule : new Schedule.WarmUp(settings.warmUp(), schedule);
  }
}
