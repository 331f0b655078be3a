package org.tombola.lottery.recipe;

import static org.tombola.lottery.recipe.InvalidSettings.require;

/// Keys `arm.<name>.data.*`: what an arm is trained on that differs from the recipe's `data.*`.
///
/// @param order 0 for the order of the seed, which all arms share; another number for another
///   order, and other augmentation, of the same examples
/// @param randomLabels the probability that a training label is drawn anew; 0 for the recipe's
public record ArmDataSettings(int order, double randomLabels) {
  public ArmDataSettings {
    require(order >= 0, "arm.data.order", order, "at least 0");
    require(
        randomLabels >= 0 && randomLabels <= 1,
        "arm.data.random-labels",
        randomLabels,
        "in 0 .. 1");
  }

  /// The recipe's settings with what this arm has of its own.
  public DataSettings over(DataSettings recipe) {
    return randomLabels == 0
        ? recipe
        : new DataSettings(
            recipe.validation(),
            recipe.augment(),
            recipe.examples(),
            recipe.choice(),
            randomLabels,
            recipe.pixels(),
            recipe.testExamples());
  }
}
