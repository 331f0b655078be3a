package org.tombola.lottery.recipe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// The copy of a recipe's file in the folder of its run, so that its claims are known later.
/// Recipes that come with the program need none.
public final class RecipeCopy {
  public static final String FILE = "recipe.yaml";

  private RecipeCopy() {}

  /// Copies the file, if the recipe is one.
  ///
  /// @param recipe what the command line named; a copy of an earlier run goes if it is no file
  public static void into(Path folder, String recipe) throws IOException {
    Path copy = folder.resolve(FILE);
    if (!Recipes.isFile(recipe)) {
      Files.deleteIfExists(copy);
    } else if (!Files.exists(copy) || !Files.isSameFile(copy, Path.of(recipe))) {
      Path whole = folder.resolve(FILE + ".tmp");
      Files.copy(Path.of(recipe), whole, StandardCopyOption.REPLACE_EXISTING);
      Files.move(whole, copy, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
