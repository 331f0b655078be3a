package org.tombola.engine;

/// The operands of an operation do not fit together.
public final class ShapeMismatch extends EngineException {
  private static final long serialVersionUID = 1L;

  public ShapeMismatch(String op, Object left, Object right, String rule) {
    super(op + ": " + left + " with " + right + ": " + rule);
  }
}
