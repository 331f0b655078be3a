package org.tombola.lottery.recipe;

import static org.tombola.lottery.recipe.InvalidSettings.oneOf;
import static org.tombola.lottery.recipe.InvalidSettings.require;

/// Keys `arm.<name>.mask.scores.*`: how a criterion's scores are used.
///
/// @param passes how often the weights are scored on the way to a level's count: with `n` passes to
///   the density `d`, pass `t` leaves the density `d^(t/n)`, and what is left is scored anew
/// @param keep `highest`, or `lowest`: weights with the highest scores go, the control that turns a
///   criterion round
/// @param perClass how many training examples of each class a criterion looks at, if it looks at
///   data
public record ScoreSettings(int passes, String keep, int perClass) {
  static final ScoreSettings DEFAULTS = new ScoreSettings(1, "highest", 10);

  public ScoreSettings {
    require(passes >= 1 && passes <= 10_000, "arm.mask.scores.passes", passes, "in 1 .. 10000");
    oneOf("arm.mask.scores.keep", keep, "highest", "lowest");
    require(
        perClass >= 1 && perClass <= 10_000,
        "arm.mask.scores.per-class",
        perClass,
        "in 1 .. 10000");
  }

  /// One pass, the highest stay.
  public static ScoreSettings plain() {
    return DEFAULTS;
  }

  public boolean keepsLowest() {
    return keep.equals("lowest");
  }
}
