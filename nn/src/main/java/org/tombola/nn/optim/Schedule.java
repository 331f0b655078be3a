package org.tombola.nn.optim;

import java.util.List;
import org.tombola.nn.BadSetting;

/// The learning rate as a function of the step, counted from 0 and in optimiser steps: whoever
/// plans in epochs multiplies first.
///
/// A value: no state, so that any step can be asked for and a resumed run sees the same rates.
public sealed interface Schedule {
  double at(long step);

  /// `at(t) = rate`.
  record Constant(double rate) implements Schedule {
    /// @throws BadSetting unless the rate is above 0 and finite
    public Constant {
      checkRate(rate);
    }

    @Override
    public double at(long step) {
      return rate;
    }
  }

  /// `at(t) = rate · factorᵏ`, where `k` milestones are at or before `t`.
  ///
  /// @param milestones steps at which the rate drops, ascending
  record MultiStep(double rate, double factor, List<Long> milestones) implements Schedule {
    /// @throws BadSetting unless the rate is above 0, the factor in (0, 1] and the milestones
    ///   ascend from at least 1
    public MultiStep {
      checkRate(rate);
      BadSetting.unless(
          factor > 0 && factor <= 1, "learning rate factor", factor, "above 0 and at most 1");
      milestones = List.copyOf(milestones);
      long before = 0;
      for (long milestone : milestones) {
        BadSetting.unless(
            milestone > before, "milestones", milestones, "at least 1 and strictly ascending");
        before = milestone;
      }
    }

    @Override
    public double at(long step) {
      double now = rate;
      for (long milestone : milestones) {
        if (milestone <= step) {
          now *= factor;
        }
      }
      return now;
    }
  }

  /// Half a cosine from `rate` at step 0 to `floor` at step `steps`, and `floor` from there on:
  /// `at(t) = floor + ½(rate − floor)(1 + cos(π·t/steps))` (Loshchilov and Hutter 2017, "SGDR", eq.
  /// 5, one period).
  record Cosine(double rate, double floor, long steps) implements Schedule {
    /// @throws BadSetting unless the rate is above 0, the floor in [0, rate] and steps at least 1
    public Cosine {
      checkRate(rate);
      BadSetting.unless(
          floor >= 0 && floor <= rate,
          "learning rate floor",
          floor,
          "at least 0 and at most the rate " + rate);
      checkSteps("cosine steps", steps);
    }

    @Override
    public double at(long step) {
      double done = (double) Math.min(step, steps) / steps;
      return floor + 0.5 * (rate - floor) * (1 + StrictMath.cos(Math.PI * done));
    }
  }

  /// Grows linearly from 0 at step 0 to another schedule's rate at step `steps`, then follows it:
  /// `at(t) = then.at(t) · min(1, t/steps)`. The other schedule's time is not shifted (Frankle and
  /// Carbin 2019, section 4).
  record WarmUp(long steps, Schedule then) implements Schedule {
    /// @throws BadSetting unless there is at least one step
    public WarmUp {
      checkSteps("warm-up steps", steps);
    }

    @Override
    public double at(long step) {
      return step >= steps ? then.at(step) : then.at(step) * step / steps;
    }
  }

  /// Another schedule in slow motion, for a training so many times as long: `at(t) = of.at(⌊t /
  /// times⌋)`.
  record Stretched(Schedule of, int times) implements Schedule {
    /// @throws BadSetting unless it is at least once
    public Stretched {
      checkSteps("stretch", times);
    }

    @Override
    public double at(long step) {
      return of.at(step / times);
    }
  }

  /// Another schedule's rates times a factor: `at(t) = factor · of.at(t)`.
  record Scaled(double factor, Schedule of) implements Schedule {
    /// @throws BadSetting unless the factor is above 0 and finite
    public Scaled {
      BadSetting.unless(
          factor > 0 && Double.isFinite(factor),
          "learning rate factor",
          factor,
          "above 0 and finite");
    }

    @Override
    public double at(long step) {
      return factor * of.at(step);
    }
  }

  private static void checkRate(double rate) {
    BadSetting.unless(
        rate > 0 && Double.isFinite(rate), "learning rate", rate, "above 0 and finite");
  }

  private static void checkSteps(String setting, long steps) {
    BadSetting.unless(steps > 0, setting, steps, "at least 1");
  }
}
