package org.tombola.lottery.recipe;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.tombola.engine.UnknownName;

/// The recipes there are: one YAML file each in the resources folder `recipes`, and its name here.
/// A file of the user's own is a recipe too.
public final class Recipes {
  private static final List<String> NAMES =
      List.of(
          "lth-lenet",
          "lth-conv",
          "lth-resnet",
          "lth-vgg",
          "late-resetting",
          "mode-connectivity",
          "rewind-vs-finetune",
          "structured",
          "batchnorm-only",
          "early-phase",
          "dissect",
          "random-tickets",
          "prune-at-init",
          "gradient-flow",
          "jackpot",
          "sparse-training",
          "weight-correlation",
          "stable-training",
          "greedy",
          "masks",
          "transfer",
          "alignment",
          "subspace",
          "clustering",
          "lth-xor",
          "xord",
          "train",
          "train-conv-2",
          "train-conv-4",
          "train-conv-6",
          "train-resnet-20");

  private Recipes() {}

  public static List<String> names() {
    return NAMES;
  }

  /// The recipe of that name, or in that file if the name ends in `.yaml` or `.yml`.
  ///
  /// @throws UnknownName if there is no such recipe
  /// @throws InvalidSettings if the file cannot be read or says what cannot be, naming it
  public static Recipe named(String name) {
    if (isFile(name)) {
      return RecipeFile.read(Path.of(name));
    }
    if (!NAMES.contains(name)) {
      throw new UnknownName("recipe", name, NAMES);
    }
    try (InputStream file = Recipes.class.getResourceAsStream("/recipes/" + name + ".yaml")) {
      if (file == null) {
        throw new IllegalStateException("the recipe " + name + " is not packaged");
      }
      return RecipeFile.parse(file.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Whether a name is that of a file.
  static boolean isFile(String name) {
    return name.endsWith(".yaml") || name.endsWith(".yml");
  }
}
