package org.tombola.nn;

import org.jspecify.annotations.Nullable;

/// Weights, masks or optimiser state cannot be read, written or put into a network; the message
/// says in one line which file or tensor, what was found and what was expected.
public final class WeightsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public WeightsException(String message) {
    super(message);
  }

  public WeightsException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
