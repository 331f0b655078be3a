package org.tombola.lottery.recipe;

import static org.tombola.lottery.recipe.InvalidSettings.oneOf;
import static org.tombola.lottery.recipe.InvalidSettings.require;

import java.util.stream.Stream;

/// Keys `arm.<name>.train.*`: how an arm is trained where that differs from the recipe's `train.*`.
///
/// @param batch samples a step; 0 for the recipe's. The number of epochs stays
/// @param optimizer `sgd` or `adam`, with what the recipe says of each; `recipe` for the recipe's.
///   Another rate is `schedule.scale`
/// @param weightDecay as `train.optimizer.weight-decay`; below 0 for the recipe's
/// @param scalePenalty as `train.scale-penalty`; below 0 for the recipe's
/// @param margin as `train.margin`; 0 for the recipe's
/// @param repel λ of a loss of the angle to the network that was pruned: above 0 keeps the training
///   away from it, below 0 draws it there; 0 for none. See `Repulsion`
public record ArmTrainSettings(
    int batch,
    String optimizer,
    double weightDecay,
    double scalePenalty,
    double margin,
    double repel) {
  private static final String THE_RECIPES = "recipe";

  /// As the recipe trains.
  public static final ArmTrainSettings RECIPE = new ArmTrainSettings(0, THE_RECIPES, -1, -1, 0, 0);

  public ArmTrainSettings {
    require(
        batch >= 0 && batch <= TrainSettings.LARGEST_BATCH,
        "arm.train.batch",
        batch,
        "in 1 .. 65536, or 0 for the recipe's");
    oneOf("arm.train.optimizer", optimizer, THE_RECIPES, "sgd", "adam");
    require(
        weightDecay < 1,
        "arm.train.weight-decay",
        weightDecay,
        "at least 0 and below 1, or below 0 for the recipe's");
    require(
        scalePenalty <= 1e38,
        "arm.train.scale-penalty",
        scalePenalty,
        "at least 0 and a float, or below 0 for the recipe's");
    require(
        margin >= 0 && margin <= 1e6,
        "arm.train.margin",
        margin,
        "above 0 and at most 1000000, or 0 for the recipe's");
    require(Math.abs(repel) <= 1e6, "arm.train.repel", repel, "in -1000000 .. 1000000");
  }

  /// Whether a dense network is trained as the recipe trains it: there is nothing yet to repel.
  public boolean leavesDense() {
    return batch == 0
        && optimizer.equals(THE_RECIPES)
        && weightDecay < 0
        && scalePenalty < 0
        && margin == 0;
  }

  /// The same of a dense network.
  ArmTrainSettings ofDense() {
    return new ArmTrainSettings(batch, optimizer, weightDecay, scalePenalty, margin, 0);
  }

  /// The recipe's settings with what this arm has of its own.
  public TrainSettings over(TrainSettings recipe) {
    OptimizerSettings rule = recipe.optimizer();
    return new TrainSettings(
        batch == 0 ? recipe.batch() : batch,
        recipe.iterations(),
        recipe.evaluateEvery(),
        recipe.patience(),
        recipe.checkpointEvery(),
        recipe.clipNorm(),
        recipe.labelSmoothing(),
        scalePenalty < 0 ? recipe.scalePenalty() : scalePenalty,
        margin == 0 ? recipe.margin() : margin,
        new OptimizerSettings(
            optimizer.equals(THE_RECIPES) ? rule.name() : optimizer,
            rule.lr(),
            rule.momentum(),
            rule.nesterov(),
            weightDecay < 0 ? rule.weightDecay() : weightDecay,
            rule.decayed(),
            rule.beta1(),
            rule.beta2(),
            rule.epsilon()),
        recipe.schedule());
  }

  /// A batch of another size leaves the number of examples seen as it is only where lengths are in
  /// epochs.
  ///
  /// @param arm its name
  /// @throws InvalidSettings naming the length that is not
  public void check(String arm, TrainSettings recipe) {
    if (batch == 0) {
      return;
    }
    ScheduleSettings schedule = recipe.schedule();
    inEpochs(arm, "train.iterations", Stream.of(recipe.iterations()));
    inEpochs(arm, "train.schedule.warm-up", Stream.of(schedule.warmUp()));
    inEpochs(arm, "train.schedule.milestones", schedule.milestones().stream());
  }

  private void inEpochs(String arm, String key, Stream<Duration> lengths) {
    lengths
        .filter(length -> !length.isZero() && length.unit() != Duration.Unit.EPOCH)
        .findFirst()
        .ifPresent(
            length -> {
              throw new InvalidSettings(
                  "%s must be in epochs, like 8ep, for arm.%s.train.batch=%d is another number of steps; it is %s"
                      .formatted(key, arm, batch, length));
            });
  }
}
