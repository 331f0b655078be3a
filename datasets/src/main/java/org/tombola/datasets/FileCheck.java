package org.tombola.datasets;

import java.nio.file.Path;

/// What [Datasets#verify] found of one file.
///
/// @param file where it is, or where it was looked for
/// @param expected the published SHA-256
/// @param found the file's own, or empty if there is none to compare
public record FileCheck(Path file, State state, String expected, String found) {
  /// How a file compares with the published one.
  public enum State {
    /// The checksum is the published one.
    CORRECT,
    /// Another checksum: damaged, or other data.
    DIFFERS,
    /// Present unpacked; the published sum is that of the compressed file or the archive.
    UNCOMPRESSED,
    /// Not there.
    MISSING
  }
}
