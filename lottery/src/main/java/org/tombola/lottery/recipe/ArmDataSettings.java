package org.tombola.lottery.recipe;

import static org.tombola.lottery.recipe.InvalidSettings.oneOf;
import static org.tombola.lottery.recipe.InvalidSettings.require;

import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// Keys `arm.<name>.data.*`: what an arm is trained on that differs from the recipe's `data.*`.
///
/// @param order 0 for the order of the seed, which all arms share; another number for another
///   order, and other augmentation, of the same examples
/// @param randomLabels the probability that a training label is drawn anew; 0 for the recipe's
/// @param pixels as `data.pixels`; `recipe` for the recipe's
/// @param values as `data.values`; `recipe` for the recipe's
/// @param examples how many training samples are used, validation included; 0 for the recipe's
/// @param choice as `data.choice`; `recipe` for the recipe's
/// @param dataset a name of the data set registry, of pictures of the same shape with no more
///   classes; `recipe` for the recipe's
/// @param classes which of its classes, in training and test, like `0-4`; `all` for all
public record ArmDataSettings(
    int order,
    double randomLabels,
    String pixels,
    String values,
    int examples,
    String choice,
    String dataset,
    String classes) {
  /// What stands for the recipe's own.
  public static final String THE_RECIPES = "recipe";

  private static final String NUMBERS = "[0-9]{1,4}(-[0-9]{1,4})?(,[0-9]{1,4}(-[0-9]{1,4})?)*";

  /// Every class.
  public static final String ALL = "all";

  /// The recipe's data in the seed's order.
  public static final ArmDataSettings RECIPE =
      new ArmDataSettings(0, 0, THE_RECIPES, 0, THE_RECIPES);

  /// Of the recipe's data set.
  public ArmDataSettings(
      int order, double randomLabels, String pixels, int examples, String choice) {
    this(order, randomLabels, pixels, THE_RECIPES, examples, choice, THE_RECIPES, ALL);
  }

  public ArmDataSettings {
    require(order >= 0, "arm.data.order", order, "at least 0");
    require(
        randomLabels >= 0 && randomLabels <= 1,
        "arm.data.random-labels",
        randomLabels,
        "in 0 .. 1");
    oneOf("arm.data.pixels", pixels, "recipe", "in-place", "shuffled", "random", "scrambled");
    oneOf("arm.data.values", values, "recipe", "standardised", "unit");
    require(examples >= 0, "arm.data.examples", examples, "at least 1, or 0 for the recipe's");
    oneOf("arm.data.choice", choice, "recipe", "first", "random", "stratified");
    require(!dataset.isBlank(), "arm.data.dataset", "blank", "the name of a data set, or recipe");
    require(
        classes.equals(ALL) || classes.matches(NUMBERS),
        "arm.data.classes",
        classes,
        "numbers and ranges, like 0-4 or 1,3, or all");
  }

  /// Whether the data set is another than the recipe's.
  public boolean ofAnother() {
    return !dataset.equals(THE_RECIPES);
  }

  /// The numbers of the classes that are kept; empty for all.
  public SortedSet<Integer> kept() {
    var kept = new TreeSet<Integer>();
    if (!classes.equals(ALL)) {
      for (String part : classes.split(",", -1)) {
        String[] ends = part.split("-", -1);
        int last = Integer.parseInt(ends[ends.length - 1]);
        IntStream.rangeClosed(Integer.parseInt(ends[0]), last).forEach(kept::add);
      }
    }
    return kept;
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
        values.equals("recipe") ? recipe.values() : values,
        recipe.testExamples());
  }
}
