package org.tombola.datasets;

import java.io.IOException;
import java.nio.file.Path;

/// The checksum that a download is held against, in lower-case hexadecimal.
sealed interface PublishedSum {
  String hex();

  /// The file's own sum, by the same algorithm.
  String of(Path file) throws IOException;

  /// Of 256 bits.
  record Sha256(String hex) implements PublishedSum {
    @Override
    public String of(Path file) throws IOException {
      return Checksums.of(file);
    }
  }

  /// Of 128 bits: finds damage, not malice.
  record Md5(String hex) implements PublishedSum {
    @Override
    public String of(Path file) throws IOException {
      return Checksums.md5(file);
    }
  }
}
