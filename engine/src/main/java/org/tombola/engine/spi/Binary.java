package org.tombola.engine.spi;

/// Functions of two numbers, see [Unary] for how the enum is used.
public enum Binary {
  ADD,
  SUB,
  MUL,
  DIV,
  MAX,
  /// `b > 0 ? a : 0`: the gradient of ReLU, and selection by a mask (a product would turn a NaN
  /// under a zero into NaN).
  GATE,
  /// `a == b ? 1 : 0`.
  EQUAL;

  /// The meaning, one pair at a time.
  public float of(float a, float b) {
    return switch (this) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case DIV -> a / b;
      case MAX -> Math.max(a, b);
      case GATE -> b > 0f ? a : 0f;
      case EQUAL -> a == b ? 1f : 0f;
    };
  }
}
