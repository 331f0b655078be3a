package org.tombola.datasets;

/// Told now and then how far a download has come.
@FunctionalInterface
public interface Progress {
  /// So far, `done` bytes of `file` are on disk.
  ///
  /// @param file the file's name
  /// @param done bytes on disk so far, those of an earlier, interrupted download included
  /// @param total the file's size in bytes, or −1 if the server does not say
  void at(String file, long done, long total);

  /// Progress that nobody watches.
  static Progress silent() {
    return (file, done, total) -> {};
  }
}
