package org.tombola.lottery.recipe;

/// A setting that cannot be: the message names the key, what was given and what would be accepted,
/// in one line. On the command line a usage error.
public final class InvalidSettings extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InvalidSettings(String message) {
    super(message);
  }

  static void require(boolean holds, String key, Object given, String expected) {
    if (!holds) {
      throw new InvalidSettings(key + " must be " + expected + ", not " + given);
    }
  }
}
