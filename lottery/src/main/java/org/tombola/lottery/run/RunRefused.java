package org.tombola.lottery.run;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// A run cannot start or its folder cannot be used; one line names the folder and what to do.
public final class RunRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RunRefused(String message) {
    super(message);
  }

  RunRefused(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  static RunRefused unwritable(Path path, IOException cause) {
    return new RunRefused(
        "%s cannot be written (%s); choose another folder with --out"
            .formatted(path, reason(cause)),
        cause);
  }

  static RunRefused unreadable(Path path, Exception cause) {
    return new RunRefused("%s cannot be read (%s)".formatted(path, reason(cause)), cause);
  }

  /// Why in words. The JDK's messages for files are often the bare path, and the kind of exception
  /// says the rest; Jackson's end with where it was in its own buffers.
  public static String reason(Exception e) {
    return switch (e) {
      case NoSuchFileException _ -> "no such file or folder";
      case AccessDeniedException _ -> "permission denied";
      case FileAlreadyExistsException _ -> "there is a file of that name";
      case NotDirectoryException _ -> "it is no folder";
      case FileSystemException file when file.getReason() != null -> file.getReason();
      case CharacterCodingException _ -> "it is not UTF-8 text";
      case JacksonException json -> line(json.getOriginalMessage());
      case IOException io when io.getMessage() != null -> line(io.getMessage());
      default -> e.getClass().getSimpleName() + ": " + line(e.getMessage());
    };
  }

  private static String line(@Nullable String message) {
    return String.valueOf(message)
        .lines()
        .findFirst()
        .orElse("")
        .replaceFirst(" \\(start marker.*", "");
  }
}
