package org.tombola.nn;

/// A number that configures training is outside its range; the message names the setting, its value
/// and the range.
public final class BadSetting extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private BadSetting(String setting, Object value, String rule) {
    super(setting + " is " + value + ": it must be " + rule);
  }

  /// Passes if `holds`.
  ///
  /// @throws BadSetting like `momentum is 1.5: it must be at least 0 and below 1`
  public static void unless(boolean holds, String setting, Object value, String rule) {
    if (!holds) {
      throw new BadSetting(setting, value, rule);
    }
  }
}
