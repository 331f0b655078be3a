package org.tombola.engine.spi;

/// Functions of one number. A constant names the arithmetic; every backend has a switch expression
/// over this enum, so a new constant stops the build exactly where a kernel or derivative is
/// missing.
public enum Unary {
  NEG,
  EXP,
  /// Natural logarithm.
  LOG,
  SQRT,
  ABS,
  SQUARE,
  RECIPROCAL,
  /// `x > 0 ? x : 0`; NaN stays NaN.
  RELU,
  /// `1 / (1 + e⁻ˣ)`, without overflow at either end.
  SIGMOID,
  /// `log(1 + eˣ)`, without overflow.
  SOFTPLUS,
  /// −1, 0 or 1.
  SIGN;

  /// The meaning, one number at a time: what every kernel is compared with.
  public float of(float x) {
    return switch (this) {
      case NEG -> -x;
      case EXP -> (float) Math.exp(x);
      case LOG -> (float) Math.log(x);
      case SQRT -> (float) Math.sqrt(x);
      case ABS -> Math.abs(x);
      case SQUARE -> x * x;
      case RECIPROCAL -> 1f / x;
      case RELU -> x <= 0f ? 0f : x;
      case SIGMOID -> (float) (1 / (1 + Math.exp(-x)));
      case SOFTPLUS -> (float) (Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))));
      case SIGN -> Math.signum(x);
    };
  }
}
