package org.tombola.lottery.recipe;

import static org.tombola.lottery.recipe.InvalidSettings.oneOf;
import static org.tombola.lottery.recipe.InvalidSettings.require;

/// Keys `arm.<name>.weights.*`: where the start weights of a level come from.
///
/// Of its `own` are, at `init`, the seed's initialisation; at a step in between, the dense
/// network's then (weight rewinding); at `final`, those of the network that was pruned
/// (fine-tuning).
///
/// @param of `own`, or the arm of whose training at the same level the weights are taken
/// @param at when in that training
/// @param rule what is done to them, a name of the registry of start rules
/// @param amount of a rule that can do more or less, like noise
/// @param pruned what stands for a pruned weight throughout training: `zero`; `start`, the weight
///   of `at`; `start-unless-shrunk`, that, but 0 for weights that training made smaller; or
///   `all-start-unless-shrunk`, where weights that stay begin at 0 too if training made them
///   smaller
/// @param level of the arm `of`: `same`, its network at this level, or `dense`, its dense one
public record StartSettings(
    String of, Moment at, String rule, double amount, String pruned, String level) {
  /// The weights of the same level.
  public static final String SAME = "same";

  private static final String DENSE = "dense";

  /// Pruned weights are 0.
  public static final String ZERO = "zero";

  public static final String START = "start";
  public static final String UNLESS_SHRUNK = "start-unless-shrunk";
  public static final String ALL_UNLESS_SHRUNK = "all-start-unless-shrunk";

  /// Pruned weights are 0.
  public StartSettings(String of, Moment at, String rule, double amount) {
    this(of, at, rule, amount, ZERO, SAME);
  }

  public StartSettings {
    require(amount >= 0 && amount <= 1e6, "arm.weights.amount", amount, "at least 0 and finite");
    require(
        of.equals("own") || !at.isInit(),
        "arm.weights.at",
        at,
        "a later moment when arm.weights.of names an arm: all begin alike");
    oneOf("arm.weights.level", level, SAME, DENSE);
    require(
        level.equals(SAME) || !of.equals("own"),
        "arm.weights.level",
        level,
        "same unless arm.weights.of names an arm");
    oneOf("arm.weights.pruned", pruned, ZERO, START, UNLESS_SHRUNK, ALL_UNLESS_SHRUNK);
  }

  /// Whether they are those of a dense network, whatever the level.
  public boolean ofDense() {
    return level.equals(DENSE);
  }
}
