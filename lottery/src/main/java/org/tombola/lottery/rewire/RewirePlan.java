package org.tombola.lottery.rewire;

import org.tombola.lottery.recipe.GateSettings;
import org.tombola.lottery.recipe.InvalidSettings;
import org.tombola.lottery.recipe.RewireSettings;

/// When a mask changes and by how much, now that an epoch's steps are known.
///
/// @param rule what is done
/// @param every steps between two changes
/// @param fraction α of [#dropped]
/// @param from the step before the first that may change something
/// @param until the last step that may
/// @param threshold s of `SoftThreshold` at first
/// @param gates of `Gate`
/// @param examples trained on in an epoch
public record RewirePlan(
    RewireRule rule,
    int every,
    double fraction,
    int from,
    int until,
    double threshold,
    GateSettings gates,
    int examples) {
  /// No change at all.
  public static final RewirePlan NONE = new RewirePlan(RewireRule.NONE, 1, 0.5, 0, 0);

  /// Of a rule without thresholds and gates.
  public RewirePlan(RewireRule rule, int every, double fraction, int from, int until) {
    this(rule, every, fraction, from, until, RewireSettings.THRESHOLD, GateSettings.DEFAULTS, 1);
  }

  /// The plan in a whole training of so many steps.
  ///
  /// @param batch examples a step
  /// @throws InvalidSettings if its span is none or lies outside the training
  public static RewirePlan of(RewireSettings settings, int steps, int perEpoch, int batch) {
    if (settings.isNone()) {
      return NONE;
    }
    int from = settings.from().in(steps, perEpoch);
    int until = settings.until().in(steps, perEpoch);
    if (from >= until) {
      throw new InvalidSettings(
          "arm.rewire.from must be before arm.rewire.until: %s and %s are iterations %d and %d"
              .formatted(settings.from(), settings.until(), from, until));
    }
    var rule = RewireRule.named(settings.rule());
    return new RewirePlan(
        rule,
        settings.every().in(perEpoch),
        settings.fraction(),
        from,
        until,
        settings.threshold(),
        settings.gates(),
        perEpoch * batch);
  }

  /// Whether the mask changes at a step, counted from 1. Weights are exchanged before `until` (Evci
  /// et al. 2020, algorithm 1); a mask that shrinks or is learned changes once more at `until`.
  /// What thresholds and gates make of the weights follows them at every step.
  public boolean isAt(int step) {
    return switch (rule) {
      case NONE -> false;
      case STR, VARIATIONAL_DROPOUT, L0 -> true;
      case GRADUAL, GRADUAL_RANDOM ->
          step == until || (step >= from && step < until && (step - from) % every == 0);
      case SET, RIGL, SNFS -> step > from && step < until && step % every == 0;
      case EDGE_POPUP, SUPERMASK, SUPERMASK_RESCALED ->
          step == until || (step > from && step < until && step % every == 0);
    };
  }

  /// Whether a change takes the place of the step's update of the weights.
  public boolean replacesUpdate(int step) {
    return rule == RewireRule.RIGL && isAt(step);
  }

  /// Whether gradients of pruned weights are wanted at a step.
  public boolean wantsDense(int step) {
    return switch (rule) {
      case RIGL -> isAt(step);
      case SNFS -> step < until;
      default -> false;
    };
  }

  /// The share of a layer's weights that is exchanged at a step: `α/2 · (1 + cos(π·t/T))` (Evci et
  /// al. 2020, section 3).
  public double dropped(int step) {
    return fraction / 2 * (1 + StrictMath.cos(Math.PI * step / until));
  }

  /// What the price of gates is multiplied with at a step, the loss being a mean over examples: the
  /// penalty over their number, in a straight line from 0 at `from` to the whole at `until` (Gale
  /// et al. 2019).
  public double penalty(int step) {
    double part = (double) (step - from) / (until - from);
    return gates.penalty() / examples * Math.clamp(part, 0, 1);
  }

  /// The share of its final sparsity that a shrinking mask has at a step: `1 − (1 − u)³`, with u
  /// the part of the span gone by (Zhu and Gupta 2017, section 3).
  public double shrunk(int step) {
    double left = 1 - (double) (step - from) / (until - from);
    return 1 - left * left * left;
  }
}
