package org.tombola.lottery.recipe;

import static org.tombola.lottery.recipe.InvalidSettings.require;

import java.util.List;

/// Keys `train.schedule.*`: what the learning rate is multiplied by at each step.
///
/// @param name `constant`, `multi-step` (times `factor` at each milestone) or `cosine` (to 0 at the
///   last step)
/// @param warmUp steps over which the rate first rises linearly; 0 for none
/// @param milestones of `multi-step`: steps, ascending
/// @param factor of `multi-step`
public record ScheduleSettings(String name, int warmUp, List<Integer> milestones, double factor) {
  static final ScheduleSettings DEFAULTS = new ScheduleSettings("constant", 0, List.of(), 0.1);

  public ScheduleSettings {
    milestones = List.copyOf(milestones);
    require(
        List.of("constant", "multi-step", "cosine").contains(name),
        "train.schedule.name",
        name,
        "constant, multi-step or cosine");
    require(warmUp >= 0, "train.schedule.warm-up", warmUp, "at least 0 steps");
    require(
        name.equals("multi-step") != milestones.isEmpty(),
        "train.schedule.milestones",
        milestones,
        "given for the schedule multi-step and for no other");
    for (int i = 0; i < milestones.size(); i++) {
      require(
          milestones.get(i) > (i == 0 ? 0 : milestones.get(i - 1)),
          "train.schedule.milestones",
          milestones,
          "ascending steps from 1");
    }
    require(factor > 0 && factor <= 1, "train.schedule.factor", factor, "above 0 and at most 1");
  }
}
