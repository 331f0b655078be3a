package org.tombola.datasets;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// One line about a data set.
///
/// @param name what to call it
/// @param description what it is
/// @param folder where its files are or would be; empty if it is embedded in the program
/// @param classes what its classes are called, in the order of their numbers; empty if they have
///   only numbers
/// @param present whether it can be opened without downloading anything
public record Listing(
    String name, String description, List<String> classes, Optional<Path> folder, boolean present) {
  /// Whether the program holds or draws it, so that no file is needed.
  public boolean embedded() {
    return folder.isEmpty();
  }
}
