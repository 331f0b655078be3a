package org.tombola.lottery.recipe;

import static org.tombola.lottery.recipe.InvalidSettings.oneOf;
import static org.tombola.lottery.recipe.InvalidSettings.require;

/// Keys `arm.<name>.mask.*`: where the mask of a level comes from.
///
/// @param of `own`, or the arm whose mask of the same level is taken as it is
/// @param rounds `iterative`: the level before is trained and pruned once more; `one-shot`: the
///   dense network is pruned once to the counts of as many rounds
/// @param at when in that training the scored weights were what they are
/// @param criterion how weights are ranked; `recipe` for what `prune.criterion` says
/// @param scope `layerwise` or `global`; `recipe` for what `prune.scope` says
/// @param structure `weights`, `filters`, `units` or `narrow`; `recipe` for what `prune.structure`
///   says
/// @param places `scored`, or `random`: as many weights a layer, at random places
/// @param budget `pruned`: each layer has what pruning leaves; or a name of the registry of layer
///   budgets, by which as many weights in all are divided among the layers
/// @param scores how the criterion's scores are used
/// @param file `none`, or a file whose mask is taken at every level, of another run perhaps
public record MaskSettings(
    String of,
    String rounds,
    Moment at,
    String criterion,
    String scope,
    String structure,
    String places,
    String budget,
    ScoreSettings scores,
    String file) {
  public static final String NO_FILE = "none";

  public MaskSettings {
    oneOf("arm.mask.rounds", rounds, "iterative", "one-shot");
    oneOf("arm.mask.scope", scope, "recipe", "layerwise", "global");
    oneOf(
        "arm.mask.structure",
        structure,
        "recipe",
        "weights",
        PruneSettings.FILTERS,
        PruneSettings.UNITS,
        PruneSettings.NARROW);
    oneOf("arm.mask.places", places, "scored", "random");
    require(!file.isBlank(), "arm.mask.file", "blank", "the name of a file, or none");
    require(
        file.equals(NO_FILE) || of.equals("own"),
        "arm.mask.file",
        file,
        "none where arm.mask.of names an arm");
  }

  /// Of the recipe's structure, each layer with what pruning leaves in one pass.
  public MaskSettings(
      String of, String rounds, Moment at, String criterion, String scope, String places) {
    this(
        of,
        rounds,
        at,
        criterion,
        scope,
        "recipe",
        places,
        "pruned",
        ScoreSettings.DEFAULTS,
        NO_FILE);
  }

  /// Whether the mask is a file's.
  public boolean ofFile() {
    return !file.equals(NO_FILE);
  }

  public boolean oneShot() {
    return rounds.equals("one-shot");
  }

  /// The recipe's settings of a round with what this arm has of its own.
  public PruneSettings over(PruneSettings recipe) {
    return new PruneSettings(
        criterion.equals("recipe") ? recipe.criterion() : criterion,
        scope.equals("recipe") ? recipe.scope() : scope,
        recipe.fraction(),
        recipe.outputFraction(),
        recipe.convFraction(),
        recipe.shortcuts(),
        recipe.units(),
        structure.equals("recipe") ? recipe.structure() : structure);
  }
}
