package org.tombola.lottery.recipe;

import java.util.List;

/// A setting that cannot be: the message names the key, what was given and what would be accepted,
/// in one line. On the command line a usage error.
public final class InvalidSettings extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// What a person typed may be part of the message, with line ends in it: they become spaces.
  public InvalidSettings(String message) {
    super(message.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]+", " "));
  }

  static void oneOf(String key, String value, String... known) {
    require(List.of(known).contains(value), key, value, String.join(" or ", known));
  }

  static void require(boolean holds, String key, Object given, String expected) {
    if (!holds) {
      throw new InvalidSettings(key + " must be " + expected + ", not " + given);
    }
  }
}
