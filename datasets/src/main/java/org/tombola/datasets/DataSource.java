package org.tombola.datasets;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/// Where to look for files, and who hears of oddities. Looking never downloads: that is
/// [Datasets#get].
///
/// @param directory a folder of the user's (`--data-dir`): if present, nothing else is looked at; a
///   data set's files are in its subfolder `<name>` or in itself
/// @param cache the folder of downloads; a data set's files are in its subfolder `<name>`
/// @param warnings takes one line for each file whose checksum is not the published one
public record DataSource(Optional<Path> directory, Path cache, Consumer<String> warnings) {
  /// The user's cache folder, `$XDG_CACHE_HOME/tombola` or `~/.cache/tombola`; warnings unheard.
  public static DataSource standard() {
    return new DataSource(Optional.empty(), CacheFolder.standard(), warning -> {});
  }

  /// This, looking in a folder of the user's instead of the cache.
  public DataSource withDirectory(Path folder) {
    return new DataSource(Optional.of(folder), cache, warnings);
  }

  /// This with another folder of downloads.
  public DataSource withCache(Path folder) {
    return new DataSource(directory, folder, warnings);
  }

  /// This with somebody who hears warnings.
  public DataSource withWarnings(Consumer<String> listener) {
    return new DataSource(directory, cache, listener);
  }
}
