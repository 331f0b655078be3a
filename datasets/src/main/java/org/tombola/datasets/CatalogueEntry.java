package org.tombola.datasets;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/// A data set that can be opened by name.
sealed interface CatalogueEntry {
  String name();

  /// One line.
  String description();

  /// What its classes are called, in the order of their numbers; empty if they have only numbers.
  List<String> classes();

  /// Part of the program: no file is needed.
  record Embedded(String name, String description, List<String> classes, Supplier<Dataset> dataset)
      implements CatalogueEntry {}

  /// The user's own pictures, `folder:PATH`.
  record Own(String name, Path folder) implements CatalogueEntry {
    @Override
    public String description() {
      return "pictures in " + folder;
    }

    @Override
    public List<String> classes() {
      return ImageFolder.classes(folder);
    }
  }

  /// In files that somebody publishes.
  record Published(String name, String description, List<String> classes, PublishedFiles files)
      implements CatalogueEntry {}
}
