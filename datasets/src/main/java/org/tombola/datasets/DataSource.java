package org.tombola.datasets;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/// Where to look for files, whether they may be fetched, and who hears of oddities.
///
/// @param directory a folder of the user's (`--data-dir`): if present, nothing else is looked at
///   and nothing is downloaded; a data set's files are in its subfolder `<name>` or in itself
/// @param cache the folder of downloads; a data set's files are in its subfolder `<name>`
/// @param download present if files missing from the cache may be downloaded; hears of the progress
/// @param warnings takes one line for each file whose checksum is not the published one
public record DataSource(
    Optional<Path> directory, Path cache, Optional<Progress> download, Consumer<String> warnings) {
  /// The user's cache folder, `$XDG_CACHE_HOME/tombola` or `~/.cache/tombola`; no downloads,
  /// warnings unheard.
  public static DataSource standard() {
    return new DataSource(
        Optional.empty(), CacheFolder.standard(), Optional.empty(), warning -> {});
  }

  /// This, looking in a folder of the user's instead of the cache.
  public DataSource withDirectory(Path folder) {
    return new DataSource(Optional.of(folder), cache, download, warnings);
  }

  /// This with another folder of downloads.
  public DataSource withCache(Path folder) {
    return new DataSource(directory, folder, download, warnings);
  }

  /// This, downloading what the cache lacks.
  public DataSource withDownload(Progress progress) {
    return new DataSource(directory, cache, Optional.of(progress), warnings);
  }

  /// This with somebody who hears warnings.
  public DataSource withWarnings(Consumer<String> listener) {
    return new DataSource(directory, cache, download, listener);
  }
}
