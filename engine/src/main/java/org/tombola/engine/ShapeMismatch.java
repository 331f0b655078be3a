package org.tombola.engine;

import org.jspecify.annotations.Nullable;

/// The operands of an operation do not fit together.
public final class ShapeMismatch extends EngineException {
  private static final long serialVersionUID = 1L;

  public ShapeMismatch(String op, Object left, Object right, String rule) {
    super(op + ": " + left + " with " + right + ": " + rule);
  }

  /// Nothing if operands fit.
  public static void unless(
      boolean fits, String op, Tensor left, @Nullable Tensor right, String rule) {
    unless(fits, op, left, right, rule, "");
  }

  /// Nothing if operands fit.
  ///
  /// @param last the rule's last word; apart from it, so that no text is made for what fits
  public static void unless(
      boolean fits,
      String op,
      Tensor left,
      @Nullable Tensor right,
      String rule,
      @Nullable Object last) {
    if (!fits) {
      throw new ShapeMismatch(op, left, String.valueOf(right), rule + last);
    }
  }
}
