package org.tombola.lottery.recipe;

import static org.tombola.lottery.recipe.InvalidSettings.oneOf;
import static org.tombola.lottery.recipe.InvalidSettings.require;

/// Keys `arm.<name>.data.*`: what an arm is trained on that differs from the recipe's `data.*`.
///
/// @param order 0 for the order of the seed, which all arms share; another number for another
///   order, and other augmentation, of the same examples
/// @param randomLabels the probability that a training label is drawn anew; 0 for the recipe's
/// @param pixels as `data.pixels`; `recipe` for the recipe's
/// @param examples how many training samples are used, validation included; 0 for the recipe's
/// @param choice as `data.choice`; `recipe` for the recipe's
public record ArmDataSettings(
    int order, double randomLabels, String pixels, int examples, String choice) {
  /// The recipe's data in the seed's order.
  public static final ArmDataSettings RECIPE = new ArmDataSettings(0, 0, "recipe", 0, "recipe");

  public ArmDataSettings {
    require(order >= 0, "arm.data.order", order, "at least 0");
    require(
        randomLabels >= 0 && randomLabels <= 1,
        "arm.data.random-labels",
        randomLabels,
        "in 0 .. 1");
    oneOf("arm.data.pixels", pixels, "recipe", "in-place", "shuffled", "random", "scrambled");
    require(examples >= 0, "arm.data.examples", examples, "at least 1, or 0 for the recipe's");
    oneOf("arm.data.choice", choice, "recipe", "first", "random", "stratified");
  }

  /// The recipe's settings with what this arm has of its own.
  public DataSettings over(DataSettings recipe) {
    return new DataSettings(
        recipe.validation(),
        recipe.augment(),
        examples == 0 ? recipe.examples() : examples,
        choice.equals("recipe") ? recipe.choice() : choice,
        randomLabels == 0 ? recipe.randomLabels() : randomLabels,
        pixels.equals("recipe") ? recipe.pixels() : pixels,
        recipe.testExamples());
  }
}
