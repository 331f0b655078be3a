package org.tombola.lottery.train;

import org.tombola.lottery.recipe.CourseSettings;
import org.tombola.lottery.recipe.Duration;
import org.tombola.lottery.recipe.InvalidSettings;
import org.tombola.lottery.recipe.ScheduleSettings;
import org.tombola.lottery.recipe.TrainSettings;
import org.tombola.nn.optim.Schedule;

/// The lengths of a training in iterations, now that an epoch's are known.
///
/// @param from steps left out: training begins behind them
/// @param steps up to which it goes, those left out included, unless it stops early
/// @param perEpoch steps of one pass over the training examples
/// @param evaluateEvery steps between evaluations
/// @param checkpointEvery steps between checkpoints; 0 for none
/// @param schedule the learning rate
public record Plan(
    int from, int steps, int perEpoch, int evaluateEvery, int checkpointEvery, Schedule schedule) {
  private static final int LONGEST = 100_000_000;

  /// The plan of a training with epochs of `perEpoch` iterations, at least 1.
  ///
  /// @throws InvalidSettings if a length is impossible with so many
  /// @throws org.tombola.nn.BadSetting if milestones fall together
  public static Plan of(TrainSettings settings, int perEpoch) {
    int steps = settings.iterations().in(perEpoch);
    return new Plan(
        0,
        steps,
        perEpoch,
        settings.evaluateEvery().in(perEpoch),
        settings.checkpointEvery().in(perEpoch),
        schedule(settings, steps, perEpoch));
  }

  /// A part of this training: a step keeps its number, and with it its batch and, but for a factor,
  /// its learning rate.
  ///
  /// @throws InvalidSettings if there is no step in it, or it lies outside
  public Plan part(CourseSettings course) {
    if (course.stretch() > 1) {
      return stretched(course);
    }
    int begin = course.from().in(steps, perEpoch);
    int end = course.to().in(steps, perEpoch);
    if (begin >= end) {
      throw new InvalidSettings(
          "arm.schedule.from must be before arm.schedule.to: %s and %s are iterations %d and %d"
              .formatted(course.from(), course.to(), begin, end));
    }
    Schedule rate = course.finalRate() ? new Schedule.Constant(schedule.at(steps - 1L)) : schedule;
    return new Plan(begin, end, perEpoch, evaluateEvery, checkpointEvery, scaled(course, rate));
  }

  private static Schedule scaled(CourseSettings course, Schedule rate) {
    return course.scale() == 1 ? rate : new Schedule.Scaled(course.scale(), rate);
  }

  private Plan stretched(CourseSettings course) {
    long longer = (long) steps * course.stretch();
    if (longer > LONGEST) {
      throw new InvalidSettings(
          "arm.schedule.stretch must leave a training of at most %d iterations, not %d"
              .formatted(LONGEST, longer));
    }
    Schedule rate =
        course.finalRate()
            ? new Schedule.Constant(schedule.at(steps - 1L))
            : new Schedule.Stretched(schedule, course.stretch());
    return new Plan(
        0, (int) longer, perEpoch, evaluateEvery, checkpointEvery, scaled(course, rate));
  }

  /// This up to a step, and no checkpoints.
  public Plan until(int step) {
    return new Plan(from, step, perEpoch, evaluateEvery, 0, schedule);
  }

  /// Whether the state after a step is worth keeping: not the last one's.
  boolean isCheckpoint(int step) {
    return checkpointEvery > 0 && step % checkpointEvery == 0 && step < steps;
  }

  private static Schedule schedule(TrainSettings train, int steps, int perEpoch) {
    double rate = train.optimizer().lr();
    ScheduleSettings settings = train.schedule();
    Schedule schedule =
        switch (settings.name()) {
          case "constant" -> new Schedule.Constant(rate);
          case "multi-step" ->
              new Schedule.MultiStep(
                  rate,
                  settings.factor(),
                  settings.milestones().stream().map(m -> (long) m.in(perEpoch)).toList());
          case "cosine" -> new Schedule.Cosine(rate, 0, steps);
          default -> throw new IllegalArgumentException("schedule " + settings.name());
        };
    Duration warmUp = settings.warmUp();
    if (warmUp.isZero()) {
      return schedule;
    }
    if (warmUp.in(perEpoch) >= steps) {
      throw new InvalidSettings(
          "train.schedule.warm-up must be below train.iterations=%s, not %s (%d and %d iterations)"
              .formatted(train.iterations(), warmUp, steps, warmUp.in(perEpoch)));
    }
    return new Schedule.WarmUp(warmUp.in(perEpoch), schedule);
  }
}
