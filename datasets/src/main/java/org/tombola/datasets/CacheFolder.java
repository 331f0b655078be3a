package org.tombola.datasets;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Where downloads are kept, after the XDG Base Directory Specification.
final class CacheFolder {
  private CacheFolder() {}

  /// `$XDG_CACHE_HOME/tombola`, or `~/.cache/tombola` where that variable is unset or not absolute.
  static Path standard() {
    return of(System.getenv("XDG_CACHE_HOME"), System.getProperty("user.home", "."));
  }

  static Path of(@Nullable String xdgCacheHome, String home) {
    boolean set = xdgCacheHome != null && Path.of(xdgCacheHome).isAbsolute();
    Path cache = set ? Path.of(xdgCacheHome) : Path.of(home, ".cache");
    return cache.resolve("tombola");
  }
}
