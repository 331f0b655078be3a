package org.tombola.lottery.run;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A run cannot start or its folder cannot be used; one line names the folder and what to do.
public final class RunRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RunRefused(String message) {
    super(message);
  }

  private RunRefused(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  static RunRefused unwritable(Path path, IOException cause) {
    return new RunRefused(
        "%s cannot be written (%s); choose another folder with --out"
            .formatted(path, reason(cause)),
        cause);
  }

  static RunRefused unreadable(Path path, Exception cause) {
    return new RunRefused(
        "%s cannot be read (%s); is its folder a run?".formatted(path, reason(cause)), cause);
  }

  /// The exception's kind says what its message, often only a path, does not.
  private static String reason(Exception e) {
    String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return e.getClass().getSimpleName() + ": " + first;
  }
}
