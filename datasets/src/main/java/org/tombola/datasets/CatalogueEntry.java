package org.tombola.datasets;

import java.util.function.Supplier;

/// A data set that can be opened by name.
sealed interface CatalogueEntry {
  String name();

  /// One line.
  String description();

  /// Part of the program: no file is needed.
  record Embedded(String name, String description, Supplier<Dataset> dataset)
      implements CatalogueEntry {}

  /// In files that somebody publishes.
  record Published(String name, String description, PublishedFiles files)
      implements CatalogueEntry {}
}
