package org.tombola.lottery.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// A text file that a reader, or a run after a crash, finds whole or not at all.
public final class AtomicFile {
  private AtomicFile() {}

  /// Writes beside the target and renames.
  public static void replace(Path file, String text) throws IOException {
    Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
    Files.writeString(temporary, text);
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /// [#replace] of a file of the run.
  ///
  /// @throws RunRefused if the file cannot be written
  static void write(Path file, String text) {
    try {
      replace(file, text);
    } catch (IOException e) {
      throw RunRefused.unwritable(file, e);
    }
  }
}
