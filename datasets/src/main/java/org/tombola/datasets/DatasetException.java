package org.tombola.datasets;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;

/// Data cannot be had as asked. The message is one line naming the file or option, what was
/// expected and found, and what to do.
public final class DatasetException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DatasetException(String message) {
    super(message);
  }

  DatasetException(String message, Throwable cause) {
    super(message, cause);
  }

  /// A file that is there but cannot be read.
  static DatasetException unreadable(Path file, IOException cause) {
    String why =
        switch (cause) {
          case AccessDeniedException _ -> "permission denied";
          default -> cause.getMessage();
        };
    return new DatasetException(file + " cannot be read: " + why, cause);
  }
}
