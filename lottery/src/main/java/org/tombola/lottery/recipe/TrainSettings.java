package org.tombola.lottery.recipe;

import static org.tombola.lottery.recipe.InvalidSettings.require;

/// Keys `train.*`: how one network is trained. A [Duration] is in iterations, or in epochs with
/// `ep` behind it.
///
/// @param batch samples a step
/// @param iterations the length of the training, which it runs to unless `patience` ends it
/// @param evaluateEvery how often the validation set is looked at
/// @param patience ends the training after so many evaluations in a row that did not improve the
///   validation loss; 0 for never
/// @param checkpointEvery how often the state is saved, from which a killed training goes on; 0 for
///   never. Changes no result
/// @param clipNorm gradients longer than this, all parameters together, are shortened to it; 0 for
///   never
/// @param labelSmoothing ε of the training loss, see
///   [org.tombola.engine.Tensor#softmaxCrossEntropy(int[], float)]; the validation loss has none
/// @param scalePenalty λ of `λ · Σ|γ|` over the scales of all normalisations, added to the training
///   loss, which draws those that are not needed to zero (Liu et al. 2017, "network slimming"); the
///   validation loss has none
/// @param margin γ of the loss `max(0, γ − z)` in class 1 beside `max(0, 1 + z)` in class 0, of
///   ensembles that learn by a hinge loss
/// @param optimizer the update rule
/// @param schedule what multiplies its learning rate
public record TrainSettings(
    int batch,
    Duration iterations,
    Duration evaluateEvery,
    int patience,
    Duration checkpointEvery,
    double clipNorm,
    double labelSmoothing,
    double scalePenalty,
    double margin,
    OptimizerSettings optimizer,
    ScheduleSettings schedule) {
  static final int LARGEST_BATCH = 65_536;

  /// The margin of both classes unless settings say otherwise.
  public static final double EVEN_MARGIN = 1;

  static final TrainSettings DEFAULTS =
      of(
          60,
          Duration.iterations(1000),
          Duration.iterations(100),
          OptimizerSettings.DEFAULTS,
          ScheduleSettings.DEFAULTS);

  public TrainSettings {
    require(batch >= 1 && batch <= LARGEST_BATCH, "train.batch", batch, "in 1 .. 65536");
    require(
        !iterations.isZero(),
        "train.iterations",
        iterations,
        "in 1 .. 100000000, or epochs above 0");
    require(!evaluateEvery.isZero(), "train.evaluate-every", evaluateEvery, "at least 1");
    require(patience >= 0, "train.patience", patience, "at least 0 evaluations");
    require(
        clipNorm >= 0 && clipNorm <= 1e38, "train.clip-norm", clipNorm, "at least 0 and finite");
    require(
        labelSmoothing >= 0 && labelSmoothing < 1,
        "train.label-smoothing",
        labelSmoothing,
        "at least 0 and below 1");
    require(
        scalePenalty >= 0 && scalePenalty <= 1e38,
        "train.scale-penalty",
        scalePenalty,
        "at least 0 and finite");
    require(margin > 0 && margin <= 1e6, "train.margin", margin, "above 0 and at most 1000000");
    require(
        iterations.unit() != schedule.warmUp().unit()
            || schedule.warmUp().amount().compareTo(iterations.amount()) < 0,
        "train.schedule.warm-up",
        schedule.warmUp(),
        "below train.iterations=" + iterations);
  }

  /// The plain loop: nothing but batch, length, rule and rate.
  public static TrainSettings of(
      int batch,
      Duration iterations,
      Duration evaluateEvery,
      OptimizerSettings optimizer,
      ScheduleSettings schedule) {
    return new TrainSettings(
        batch,
        iterations,
        evaluateEvery,
        0,
        Duration.iterations(0),
        0,
        0,
        0,
        EVEN_MARGIN,
        optimizer,
        schedule);
  }
}
