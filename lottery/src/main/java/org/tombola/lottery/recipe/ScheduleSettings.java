package org.tombola.lottery.recipe;

import static org.tombola.lottery.recipe.InvalidSettings.require;

import java.util.List;

/// Keys `train.schedule.*`: what the learning rate is multiplied by at each step.
///
/// @param name `constant`, `multi-step` (times `factor` at each milestone) or `cosine` (to 0 at the
///   last step)
/// @param warmUp how long the rate first rises linearly; 0 for not at all
/// @param milestones of `multi-step`: when the rate drops, ascending, all in the same unit
/// @param factor of `multi-step`
public record ScheduleSettings(
    String name, Duration warmUp, List<Duration> milestones, double factor) {
  static final ScheduleSettings DEFAULTS =
      new ScheduleSettings("constant", Duration.iterations(0), List.of(), 0.1);

  public ScheduleSettings {
    milestones = List.copyOf(milestones);
    require(
        List.of("constant", "multi-step", "cosine").contains(name),
        "train.schedule.name",
        name,
        "constant, multi-step or cosine");
    require(
        name.equals("multi-step") != milestones.isEmpty(),
        "train.schedule.milestones",
        milestones,
        "given for the schedule multi-step and for no other");
    for (int i = 0; i < milestones.size(); i++) {
      require(
          i == 0 ? !milestones.get(i).isZero() : ascend(milestones.get(i - 1), milestones.get(i)),
          "train.schedule.milestones",
          milestones,
          "ascending from 1, in one unit");
    }
    require(factor > 0 && factor <= 1, "train.schedule.factor", factor, "above 0 and at most 1");
  }

  private static boolean ascend(Duration first, Duration second) {
    return first.unit() == second.unit() && first.amount().compareTo(second.amount()) < 0;
  }
}
